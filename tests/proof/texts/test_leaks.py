"""Secrets in what students get are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import write
from support.proofs import VISIBLE, course, problems, proved, unrecorded

from grader.model import Assignment
from grader.runs.recording import record


def test_a_leak_into_the_release_is_found(tmp_path: Path) -> None:
    told = VISIBLE + "# total = total + 2.0 * item\n# return total\n# seed = 6\n"
    said = problems(proved(course(tmp_path, checks=told), "leaks"))
    assert "checks/test_a.py holds the hidden seed" in said


@pytest.mark.parametrize(
    ("leak", "said"),
    [
        ("x, start = rng.values(3), float(rng.values())", "the hidden test_a.py"),
        ("seed = 6", "the hidden seed"),
    ],
)
def test_a_leak_into_the_handout_is_found(tmp_path: Path, leak: str, said: str) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    write(assignment.solutions / "handout.md", f"<!-- tasks -->\n\n```\n{leak}\n```\n")
    assert f"handout.md holds {said}" in problems(proved(assignment, "leaks"))


def test_what_the_stub_shows_anyway_and_short_lines_are_no_leak(tmp_path: Path) -> None:
    assignment = course(tmp_path, checks=VISIBLE + "# return total\n# def f(x, start=0.0):\n")
    report = proved(assignment, "leaks")
    assert report.passed, problems(report)


LONG_LINE = "total = total + 2.0 * item  # each item counts twice in the sum"
SOLUTION = f"""
    def f(x, start=0.0):
        ### BEGIN SOLUTION
        total = start
        for item in x:
            {LONG_LINE}
        return total
        ### END SOLUTION
"""


def course_with_a_long_line(folder: Path, checks: str = VISIBLE) -> Assignment:
    assignment = unrecorded(folder, checks=checks)
    assert assignment.solutions is not None
    write(assignment.reference_folder / "a.py", SOLUTION)
    record(assignment)
    return assignment


def test_lines_that_a_student_wrote_herself_are_no_leak(tmp_path: Path) -> None:
    """A wrong answer is the reference but for its mistake: her page shows her own lines."""
    assignment = course_with_a_long_line(tmp_path)
    assert assignment.solutions is not None
    write(
        assignment.solutions / "wrong" / "a" / "once.py",
        f"""
        # fails: a::sum
        def f(x, start=0.0):
            total = start
            for item in x:
                {LONG_LINE}
                raise ValueError("never")
            return total
        """,
    )
    report = proved(assignment, "leaks")
    assert report.passed, problems(report)


def test_a_line_of_the_solution_in_what_is_said_is_a_leak(tmp_path: Path) -> None:
    hint = f'hint="{LONG_LINE}"'
    told = VISIBLE.replace('hint="Each item counts twice."', hint)
    leaks = problems(proved(course_with_a_long_line(tmp_path, told), "leaks"))
    assert "the feedback page holds a.py:3-6, the solution," in leaks
    assert "the CI log holds a.py:3-6, the solution," in leaks
