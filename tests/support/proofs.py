"""A small course whose proof holds, and proving it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from grader.config import load_course_assignment
from grader.model import Assignment, Course
from grader.proof.ground.rows import ProofRow, Report
from grader.proof.verifying import verify
from grader.runs.recording import record
from support.courses import copied, made_once, write, write_course

SETTINGS = """
    id = "demo"
    title = "A demo"
    seed = 5

    [[tasks]]
    id = "a"
    title = "A sum"
    points = 2
    hidden_points = 1
    defines = ["f"]
    server = "numpy"
"""
SOLUTION = """
    def f(x, start=0.0):
        ### BEGIN SOLUTION
        total = start
        for item in x:
            total = total + 2.0 * item
        return total
        ### END SOLUTION
"""
VISIBLE = """
@check(points=1, title="Twice the sum", hint="Each item counts twice.")
def test_sum(student, reference, rng, compare):
    x = rng.values(4)
    compare.equal(student.f(x), reference.f(x), names="the sum")
"""
HIDDEN = """
@check(points=1, title="From another start", hint="start is where the sum begins.")
def test_start(student, reference, rng, compare):
    x, start = rng.values(3), float(rng.values())
    compare.equal(student.f(x, start), reference.f(x, start), names="the sum from a start")
"""
WRONG = """
    # fails: a::sum
    def f(x, start=0.0):
        return start + sum(x)
"""
BACKWARDS = """
    [[equivalent]]
    task = "a"
    function = "f"
    check = "same"
    was = "for item in x:"
    now = "for item in list(x)[::-1]:"
    reason = "A sum does not depend on the order."
    runs = 100
"""
SAME = """
    from grader.checking import check


    @check(points=0, title="Sums of 1 to 5 items")
    def test_same(student, reference, rng, compare):
        x = rng.values(int(rng.integers(1, 6)))
        compare.equal(student.f(x), reference.f(x))
"""


def course(
    folder: Path, *, checks: str = VISIBLE, hidden: str = HIDDEN, settings: str = SETTINGS
) -> Assignment:
    """A course whose proof holds, but for what is given otherwise.

    Each is recorded once in a run of the tests and then copied.
    """
    copied(_recorded(checks, hidden, settings), folder)
    return load_course_assignment(Course(folder=folder), "demo")


@cache
def _recorded(checks: str, hidden: str, settings: str) -> Path:
    """The folder of a recorded course, which is only copied from."""
    folder = made_once()
    record(unrecorded(folder, checks=checks, hidden=hidden, settings=settings))
    return folder


def unrecorded(
    folder: Path, *, checks: str = VISIBLE, hidden: str = HIDDEN, settings: str = SETTINGS
) -> Assignment:
    """The same course before its checks are recorded: enough for what only reads it."""
    assignment = write_course(
        folder,
        settings=settings,
        solutions={"a": SOLUTION},
        checks={"a": checks},
        hidden={"a": hidden},
    )
    assert assignment.solutions is not None
    write(assignment.solutions / "wrong" / "a" / "once.py", WRONG)
    write(
        assignment.solutions / "honest" / "a" / "reduced.py",
        "def f(x, start=0.0):\n    return start + 2 * sum(x)\n",
    )
    write(assignment.solutions / "equivalent.toml", BACKWARDS)
    write(assignment.solutions / "equivalent" / "test_a.py", SAME)
    return assignment


def proved(assignment: Assignment, *only: str, seeds: int = 2) -> Report:
    course_ = Course(folder=assignment.folder.parent.parent)
    return verify(course_, assignment, workers=1, seeds=seeds, only=only)[0]


def rows(report: Report) -> dict[str, ProofRow]:
    return {f"{row.proof} {row.of}": row for row in report.rows}


def problems(report: Report) -> str:
    return "\n".join(problem for row in report.rows for problem in row.problems)
