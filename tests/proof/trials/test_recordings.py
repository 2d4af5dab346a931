"""What recording proves again, what blind students earn, and the points of reference and stub."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.courses import write_course
from support.proofs import HIDDEN, SETTINGS, SOLUTION, VISIBLE, course, problems, proved, rows

from grader.config import load_course_assignment
from grader.model import Course
from grader.proof.verifying import find_passed_proof
from grader.runs.recording import record


def test_a_check_that_the_recorder_refuses_is_a_row_and_no_proof(tmp_path: Path) -> None:
    blind = VISIBLE.replace(
        'compare.equal(student.f(x), reference.f(x), names="the sum")', "student.f(x)"
    )
    write_course(
        tmp_path,
        settings=SETTINGS,
        solutions={"a": SOLUTION},
        checks={"a": blind},
        hidden={"a": HIDDEN},
    )
    done = grade("verify", "demo", at=tmp_path)
    assert done.returncode == 1, done.stderr
    assert (
        "FAILED recordings" in done.stdout
        and "a blind student that answers zeros passes it" in done.stdout
    )
    assert "sum has points and compares no values" in done.stdout
    assert find_passed_proof(load_course_assignment(Course(folder=tmp_path), "demo")) is None


def test_a_good_course_is_recorded_as_it_is_committed_and_earns_its_points(
    tmp_path: Path,
) -> None:
    assignment = course(tmp_path)
    report = proved(assignment, "recordings", "points")
    assert report.passed, problems(report)
    by_name = rows(report)
    assert by_name["recordings all tasks"].said.startswith("2 checks: ")
    assert by_name["reference all tasks"].said == "earns 2 of 2"
    again = rows(proved(assignment, "recordings", "points"))
    assert {row.kept for row in again.values()} == {1}


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        ("3.0 * item", "a::sum is answered otherwise than is recorded"),
        ("2.0 * item * (1 + 1e-15)", ""),
    ],
    ids=["another answer", "other last digits"],
)
def test_a_recording_is_compared_within_a_tenth_of_the_tolerance(
    tmp_path: Path, now: str, problem: str
) -> None:
    """The committed one was made by a reference that has changed since."""
    assignment = course(tmp_path)
    rewrite(assignment.reference_folder / "a.py", "2.0 * item", now)
    said = problems(proved(assignment, "recordings"))
    assert problem in said
    assert ("run `grade record demo` and look at the difference" in said) is bool(problem)


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [("test_sum", "test_total", "a::total"), ("rng.values(4)", "rng.values(5)", "a::sum")],
    ids=["a new check", "other inputs"],
)
def test_a_check_that_asks_something_else_is_not_the_one_that_is_recorded(
    tmp_path: Path, old: str, new: str, check: str
) -> None:
    assignment = course(tmp_path)
    rewrite(assignment.folder / "checks" / "test_a.py", old, new)
    said = problems(proved(assignment, "recordings"))
    assert f"{check} asks the reference other questions than are recorded" in said


def test_points_are_not_judged_against_a_reference_that_changed(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    rewrite(assignment.reference_folder / "a.py", "2.0 * item", "3.0 * item")
    (row,) = proved(assignment, "points").rows
    assert not row.passed and row.said == "cannot be proved: see below"
    assert "the reference changed after its transcript was made" in row.problems[0]


def test_a_reference_that_breaks_a_rule_of_its_task_does_not_earn_its_points(
    tmp_path: Path,
) -> None:
    rule = '    rules = [{ forbid = "math", say = "Without math." }]\n'
    assignment = write_course(
        tmp_path,
        settings=SETTINGS + rule,
        solutions={"a": SOLUTION.replace("total + 2.0 * item", "math.fsum((total, 2.0 * item))")},
        checks={"a": VISIBLE},
        hidden={"a": HIDDEN},
    )
    path = assignment.reference_folder / "a.py"
    path.write_text("import math\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    record(assignment)
    by_name = rows(proved(assignment, "points"))
    assert by_name["stub all tasks"].passed
    assert by_name["reference all tasks"].said == "earns 0 of 2"
    assert "a::sum: a.py:" in by_name["reference all tasks"].problems[0]


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
