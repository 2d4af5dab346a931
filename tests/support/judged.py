"""A course with two tasks to judge odd work with: what `a` does must not reach `b`."""

from __future__ import annotations

from pathlib import Path

from grader.model import Assignment, CheckResult, Result
from grader.runs.recording import record
from support.courses import write_course

SETTINGS = """
    id = "demo"
    seed = 5

    [limits]
    check_seconds = 0.5
    load_seconds = 1
    memory_mib = 200
    output_kib = 64

    [[tasks]]
    id = "a"
    points = 3
    hidden_points = 1
    defines = ["f"]
    server = "numpy"
    rules = [{ forbid = "scipy", say = "NumPy only." }]

    [[tasks]]
    id = "b"
    points = 1
    defines = ["g"]
    server = "numpy"
"""
CHECKS_A = """
@check(points=0, title="f answers with a number")
def test_f(student, reference, rng, compare):
    compare.like(student.f(1.0), reference.f(1.0))

@check(points=2, title="Twice", needs="f", hint="Twice is times two.")
def test_twice(student, reference, rng, compare):
    got = student.f(3.0)
    if got == 7.0:
        raise KeyError("a slip in the check")
    compare.equal(got, reference.f(3.0), names="y")
"""
HIDDEN_A = """
@check(points=1, title="Secret", needs="f")
def test_secret(student, reference, rng, compare):
    compare.equal(student.f(4.0), reference.f(4.0), names="secret")
"""
CHECKS_B = """
@check(points=1, title="g")
def test_g(student, reference, rng, compare):
    compare.equal(student.g(5.0), reference.g(5.0))
"""
F, G = "def f(x):\n    return 2.0 * x\n", "def g(x):\n    return x + 1\n"


def judged_course(folder: Path) -> Assignment:
    """The course, recorded."""
    assignment = write_course(
        folder,
        settings=SETTINGS,
        solutions={"a": F, "b": G},
        checks={"a": CHECKS_A, "b": CHECKS_B},
        hidden={"a": HIDDEN_A},
    )
    record(assignment)
    return assignment


def by_name(result: Result) -> dict[str, CheckResult]:
    """A result's checks by their names without the task."""
    return {check.id.partition("::")[2]: check for check in result.checks}
