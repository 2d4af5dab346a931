"""Visible checks are drawn anew when a class is graded: what was released cannot be replayed."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from support.courses import copied, write, write_course
from support.processes import submission

from grader.checking.answerers.transcripts import Inputs, load_transcripts
from grader.config import load_assignment, load_course_assignment
from grader.errors import NotReleased
from grader.examiner.client import Examiner
from grader.feedback.redacting import redact_for_students
from grader.feedback.words import notes
from grader.judging.staleness import find_stale_tasks
from grader.model import Assignment, Course, Outcome
from grader.runs.recording import record

CHECKS = """
@check(points=1, title="Drawn")
def test_drawn(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.f(x), reference.f(x), names="y")

@check(points=1, title="A worked example")
def test_example(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0), names="y")
"""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a grading seed, recorded."""
    folder = tmp_path_factory.mktemp("recorded")
    write_course(folder, checks={"a": CHECKS})
    write(folder / "solutions" / "demo" / "hidden.toml", "seed = 6\ngrading_seed = 7\n")
    record(load_course_assignment(Course(folder=folder), "demo"))
    return folder


@pytest.fixture
def graded(recorded: Path, tmp_path: Path) -> Assignment:
    """A copy of it."""
    return load_course_assignment(Course(folder=copied(recorded, tmp_path)), "demo")


def test_staff_judge_with_other_inputs_than_students(graded: Assignment) -> None:
    students = load_assignment(graded.folder)
    wrong = submission(a_py="def f(x):\n    return 3.0 * x\n")
    with Examiner(students) as theirs, Examiner(graded) as ours:
        released, anew = theirs.judge(wrong), ours.judge(wrong)
    assert released.checks[0].message != anew.checks[0].message  # other numbers
    assert released.checks[1].message == anew.checks[1].message  # the example's are literals
    assert (released.seeds.drawn_anew, released.seeds.grading) == (False, None)
    assert (anew.seeds.drawn_anew, anew.seeds.grading) == (True, 7)
    told = redact_for_students(anew)
    assert (told.seeds.grading, told.seeds.drawn_anew) == (None, True)
    assert any("other inputs of the same kind" in note for note in notes(told))


def test_a_table_of_what_was_released_earns_what_worked_examples_give(graded: Assignment) -> None:
    released = load_transcripts(Inputs.RELEASED.path(graded, "a"))
    assert released is not None
    with Examiner(load_assignment(graded.folder)) as theirs, Examiner(graded) as ours:
        draws = theirs.judge(submission(a_py="def f(x):\n    print(repr(x))\n    return 0\n"))
        shown = draws.checks[0].output.strip()
        table = submission(
            a_py=(
                "from numpy import array\n\ndef f(x):\n"
                f"    known = {shown}\n"
                "    if getattr(x, 'shape', ()) == (3,):\n        return 2.0 * known\n"
                "    return 6.0 if x == 3.0 else None\n"
            )
        )
        assert theirs.judge(table).earned == 2
        assert ours.judge(table).earned == Decimal(1)


def test_its_recording_is_kept_fresh_and_never_released(graded: Assignment) -> None:
    path = Inputs.GRADING.path(graded, "a")
    assert graded.solutions is not None and path.is_relative_to(graded.solutions)
    assert find_stale_tasks(graded) == []
    path.unlink()
    assert find_stale_tasks(graded) == ["a"]


@pytest.mark.parametrize("file", ["test_a.py", "test_b.py"])
def test_a_check_file_that_was_not_handed_out_is_not_even_imported(
    graded: Assignment, tmp_path: Path, file: str
) -> None:
    """Whoever types `grade check` in somebody else's folder runs what was released, or nothing."""
    copy, ran = tmp_path / "copy", tmp_path / "ran.txt"
    shutil.copytree(graded.folder, copy)
    with (copy / "checks" / file).open("a", encoding="utf-8") as text:
        text.write(f"\nopen({str(ran)!r}, 'w').write('x')\n")
    with Examiner(load_assignment(copy)) as examiner, pytest.raises(NotReleased) as caught:
        examiner.judge(submission(a_py="def f(x):\n    return 2.0 * x\n"))
    assert not ran.exists()
    assert file in str(caught.value) and "nothing was judged" in str(caught.value)


def test_released_checks_still_run(graded: Assignment) -> None:
    with Examiner(load_assignment(graded.folder)) as examiner:
        result = examiner.judge(submission(a_py="def f(x):\n    return 2.0 * x\n"))
    assert {check.outcome for check in result.checks} == {Outcome.PASSED}
