"""The desk and a real examiner: each job and its reply, and what is said when something breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.courses import write_course
from support.judged import SETTINGS, F, G, judged_course
from support.processes import submission

from grader.errors import BadCheck, CalledWrongly, ExaminerError, RecordingRefused
from grader.examiner.client import Examiner
from grader.model import Assignment, Measure, Outcome
from grader.runs.recording import record, reference_submission

DOUBLED_TWICE = "def f(x):\n    return (x + x) * 1.0\n"
OFF = "def f(x):\n    return 2.0 * x + 2 * (x > 0)\n"


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return judged_course(tmp_path_factory.mktemp("examined"))


@pytest.fixture(scope="module")
def examiner(assignment: Assignment) -> Iterator[Examiner]:
    with Examiner(assignment, measure=True) as examiner:
        yield examiner


def test_a_submission_is_judged_with_all_checks_or_those_that_are_named(
    examiner: Examiner,
) -> None:
    work = submission(a_py=F, b_py=G)
    every = {check.id for check in examiner.judge(work).checks}
    assert every == {"a::f", "a::twice", "a::secret", "b::g"}
    some = examiner.judge(work, tasks=("a",), checks=("a::twice",)).checks
    assert [check.id for check in some] == ["a::f", "a::twice"], "what it needs runs too"


def test_how_close_comparisons_were_is_told_check_by_check(examiner: Examiner) -> None:
    measured: dict[str, tuple[Measure, ...]] = {}
    examiner.judge(
        submission(a_py=F, b_py=G),
        on_measures=lambda check, measures: measured.update({check: measures}),
    )
    assert set(measured) == {"a::f", "a::twice", "a::secret", "b::g"}
    (twice,) = measured["a::twice"]
    assert twice.error == 0.0 and twice.relative == 1e-9


def test_recording_gives_the_files_of_each_task(examiner: Examiner, assignment: Assignment) -> None:
    files = examiner.record(reference_submission(assignment), ("b",))
    assert {file.task for _, file in files} == {"b"}
    assert [transcript.check for transcript in files[0][1].transcripts] == ["b::g"]


def test_a_reference_that_fails_is_refused_with_the_check(examiner: Examiner) -> None:
    wrong = submission(a_py=F, b_py="def g(x):\n    raise ValueError('no')\n")
    files, refused = examiner.prove(wrong, ("b",))
    assert [refusal.check for refusal in refused] == ["b::g"]
    assert [file.transcripts for _, file in files] == [()]
    with pytest.raises(RecordingRefused, match="b::g"):
        examiner.record(wrong, ("b",))


def test_variants_are_judged_with_inputs_of_another_seed(
    examiner: Examiner, assignment: Assignment
) -> None:
    variants = (submission(a_py=DOUBLED_TWICE, b_py=G), submission(a_py=OFF, b_py=G))
    reply = examiner.audit(reference_submission(assignment), variants, "a", 77)
    assert reply.refused == ()
    outcomes = [{check.id: check.outcome for check in run.result.checks} for run in reply.runs]
    assert set(outcomes[0].values()) == {Outcome.PASSED}
    assert outcomes[1]["a::twice"] is Outcome.FAILED
    assert set(reply.runs[0].measures) == {"a::f", "a::twice", "a::secret"}


def test_two_submissions_are_tried_against_each_other(examiner: Examiner) -> None:
    same, other = submission(a_py=DOUBLED_TWICE), submission(a_py=OFF)
    alike = examiner.compare(same, submission(a_py=F), "a::twice", 1, 5)
    assert (alike.alike, alike.difference) == (5, "")
    apart = examiner.compare(other, submission(a_py=F), "a::twice", 1, 5)
    assert apart.alike == 0 and "expected 6.0000, got 8.0000" in apart.difference


def test_what_raises_tells_two_submissions_apart(examiner: Examiner) -> None:
    raising = submission(a_py="def f(x):\n    raise ValueError('no')\n")
    apart = examiner.compare(raising, submission(a_py=F), "a::twice", 1, 5)
    assert apart.alike == 0 and "ValueError" in apart.difference


def test_a_script_asks_the_same_and_says_what_the_check_said(examiner: Examiner) -> None:
    script = examiner.script(submission(a_py=OFF), "a::twice")
    assert "answer_1 = student.f(3.0)" in script and "a::twice, “Twice”" in script
    assert "expected = 6.0" in script and "print(" in script
    compile(script, "script.py", "exec")


def test_a_script_of_a_check_that_passes_says_so(examiner: Examiner) -> None:
    assert "it passed when this script was written" in examiner.script(
        submission(a_py=F), "a::twice"
    )


JOBS: dict[str, Any] = {
    "judge": lambda examiner, work: examiner.judge(work, checks=("a::twise",)),
    "compare": lambda examiner, work: examiner.compare(work, work, "a::twise", 1, 1),
    "script": lambda examiner, work: examiner.script(work, "a::twise"),
}


@pytest.mark.parametrize("job", JOBS)
def test_a_check_that_is_not_there_is_named_and_the_examiner_goes_on(
    examiner: Examiner, job: str
) -> None:
    with pytest.raises(CalledWrongly, match=r"a::twise.*did you mean twice"):
        JOBS[job](examiner, submission(a_py=F))
    assert examiner.alive
    assert examiner.judge(submission(a_py=F, b_py=G)).earned == 4


def test_what_a_check_file_prints_is_no_reply(tmp_path: Path) -> None:
    noisy = """
import os
print("noise at import")
os.write(1, b'{"type": "result"}\\n')

@check(points=1, title="g")
def test_g(student, reference, rng, compare):
    print("noise in a check")
    os.write(1, b"more noise\\n")
    compare.equal(student.g(5.0), reference.g(5.0))
"""
    assignment = course_of_b(tmp_path, noisy)
    record(assignment)
    with Examiner(assignment) as examiner:
        assert examiner.judge(submission(b_py=G)).earned == 1


def test_a_course_s_error_has_its_class_on_this_side_too(tmp_path: Path) -> None:
    bare = "def test_g(student, reference, rng, compare):\n    pass\n"
    with (
        Examiner(course_of_b(tmp_path, bare)) as examiner,
        pytest.raises(BadCheck, match="it has no @check"),
    ):
        examiner.judge(submission(b_py=G))


def test_an_examiner_that_died_says_so(assignment: Assignment) -> None:
    with Examiner(assignment) as examiner:
        assert examiner.alive
        examiner.kill()
        with pytest.raises(ExaminerError):
            while True:  # the first job may still fit into the pipe
                examiner.judge(submission(a_py=F))


def course_of_b(folder: Path, check: str) -> Assignment:
    """The course of `support.judged` with its task `b` alone, and this check file."""
    head, *tables = SETTINGS.split("[[tasks]]")
    return write_course(
        folder,
        settings=f"{head}[[tasks]]{tables[-1]}",
        solutions={"b": G},
        checks={"b": check},
    )
