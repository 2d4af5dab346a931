"""Transcripts and mistakes are recorded when they are stale, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import students_tiny, tiny, write, write_course

from grader.checking.answerers.transcripts import Inputs, load_transcripts
from grader.diagnosis.mistakes import load_mistakes
from grader.errors import CalledWrongly, RecordingRefused
from grader.judging.staleness import find_stale_tasks
from grader.model import Assignment
from grader.runs.recording import keep_fresh, record, record_mistakes, reference_submission

CHECK = """
@check(points=2, title="Twice")
def test_twice(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0))
"""
ONCE = "def f(x): return x\n"


def mistake(assignment: Assignment, title: str, code: str = ONCE) -> None:
    assert assignment.solutions is not None
    head = f"# title: {title}\n# explanation: It is not doubled.\n# fails: a::twice\n"
    write(assignment.solutions / "wrong" / "a" / "once.py", head + code)


def test_the_reference_is_all_that_is_handed_in_and_no_check_and_no_wrong_answer() -> None:
    submission = reference_submission(tiny())
    names = [file.name for file in submission.files]
    assert names == ["rescale.py", "running_mean.py", "handout.md", "reflection.md"]
    with pytest.raises(CalledWrongly, match="has no solutions beside it"):
        reference_submission(students_tiny())


def test_what_changed_is_recorded_and_words_alone_need_no_run(tmp_path: Path) -> None:
    assignment = write_course(tmp_path, checks={"a": CHECK})
    mistake(assignment, "Once")
    assert keep_fresh(assignment) == ["a"]
    assert find_stale_tasks(assignment) == [] and keep_fresh(assignment) == []
    transcripts = load_transcripts(Inputs.RELEASED.path(assignment, "a"))
    assert transcripts is not None and transcripts.find("a::twice") is not None
    assert record_mistakes(assignment) == [], "what was recorded still holds"

    mistake(assignment, "Once and no more")
    paths = record_mistakes(assignment)
    assert paths == [Inputs.RELEASED.mistakes_path(assignment, "a")]
    file = load_mistakes(paths[0])
    assert file is not None and [each.title for each in file.mistakes] == ["Once and no more"]

    mistake(assignment, "Thrice", "def f(x): return 3 * x\n")
    assert record_mistakes(assignment) == paths, "other code answers something else"


def test_a_check_that_cannot_be_trusted_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    free = CHECK.replace("compare.equal(student.f(3.0), reference.f(3.0))", "student.f(3.0)")
    assignment = write_course(tmp_path, checks={"a": free})
    with pytest.raises(RecordingRefused):
        record(assignment)
    assert not Inputs.RELEASED.path(assignment, "a").exists()
