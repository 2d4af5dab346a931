"""Secrets in what students get are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import write
from support.proofs import VISIBLE, course, problems, proved


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
