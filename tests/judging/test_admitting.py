"""Rules that a check file must keep: what breaks one is refused in words, before anything runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from support.cases import cases
from support.courses import write_course
from support.processes import submission

from grader.errors import BadCheck
from grader.examiner.client import Examiner
from grader.judging.collecting import call_with_suite
from grader.model import Assignment

ONE = """
@check(points=1, title="One")
def test_one(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0))
"""
TWO = ONE.replace("one", "two").replace("One", "Two")
SHAPE = """
@check(points=0, title="The shape")
def test_shape(student, reference, compare):
    compare.like(student.f(1.0), reference.f(1.0))
"""


def refusal(assignment: Assignment) -> str:
    """What is said to this assignment's checks; nothing is run, and no check file is kept."""
    with patch.dict(sys.modules), pytest.raises(BadCheck) as caught:
        call_with_suite(assignment, lambda suite: None)
    return str(caught.value)


def two(old: str, new: str) -> str:
    """Two checks, the second with a change."""
    return ONE + TWO.replace(old, new)


@pytest.mark.parametrize(
    ("text", "sentence"),
    cases(
        {
            "points that are too few": (
                ONE,
                (
                    "a: assignment.toml says 2 points, 0 of them hidden, but its visible checks add"
                    " up to 1"
                ),
            ),
            "points that are too many": (two("points=1", "points=1.5"), "add up to 2.5"),
            "points below zero": (two("points=1", "points=-1"), "points=-1 is below zero"),
            "points that are a word": (
                two("points=1", "points='many'"),
                "points='many' is not a number",
            ),
            "points that are NaN": (
                two("points=1", "points='nan'"),
                "points='nan' is not a number",
            ),
            "no checks": ("x = 1\n", "its visible checks add up to 0"),
            "a need that is not there": (
                two("title", "needs='three', title"),
                "a::two needs a::three, which is not there",
            ),
            "a need that has points": (
                two("title", "needs='one', title"),
                "a::two needs a::one, which has points",
            ),
            "no decorator": (ONE + "\ndef test_two(student): ...", "::test_two: it has no @check"),
            "a class": (
                (
                    "class TestIt:\n    @check(points=2, title='x')\n    def test_x(self,"
                    " student): ..."
                ),
                "a check is a plain function; move it out of its class",
            ),
            "a fixture of pytest's": (
                two("rng", "tmp_path"),
                "a check uses student, reference, rng and compare only, not tmp_path",
            ),
            "a fixture of its own": (
                "import pytest\n@pytest.fixture(scope='module')\ndef data(): ...\n" + ONE + TWO,
                "data is a fixture",
            ),
            "a list that checks share": (
                "SEEN = []\n" + ONE + TWO,
                "SEEN can be changed by a check",
            ),
            "a dict that checks share": (
                "SEEN = {}\n" + ONE + TWO,
                "SEEN can be changed by a check",
            ),
            "an array that checks share": (
                "SEEN = np.ones(2)\n" + ONE + TWO,
                "SEEN can be changed by a check",
            ),
            "a syntax error": (ONE + "def test_two(student:", "a check file cannot be loaded"),
            "an import that fails": ("import klingon\n" + ONE + TWO, "No module named 'klingon'"),
            "one check for many parameters": (
                "import pytest\n@pytest.mark.parametrize('rng', [1, 2])" + ONE,
                "two checks have the id a::one",
            ),
        }
    ),
)
def test_what_breaks_a_rule_is_refused(tmp_path: Path, text: Any, sentence: str) -> None:
    assert sentence in refusal(write_course(tmp_path, checks={"a": text}))


@pytest.mark.parametrize(
    ("checks", "hidden", "sentence"),
    cases(
        {
            "a hidden check with the id of a visible one": (
                {"a": ONE},
                {"a": ONE},
                "two checks have the id a::one",
            ),
            "hidden points that nobody declared": (
                {"a": ONE + TWO},
                {"a": SHAPE + ONE.replace("one", "x")},
                "its hidden ones to 1",
            ),
            "a file that names no task": (
                {"a": ONE + TWO, "b": ONE},
                {},
                "no task 'b'; name the file test_<task>.py",
            ),
        }
    ),
)
def test_checks_that_do_not_fit_the_assignment_are_refused(
    tmp_path: Path, checks: Any, hidden: Any, sentence: str
) -> None:
    assert sentence in refusal(write_course(tmp_path, checks=checks, hidden=hidden))


def test_the_examiner_says_what_is_refused(tmp_path: Path) -> None:
    """No server is warmed, since nothing is run."""
    assignment = write_course(tmp_path, checks={"a": "x = 1\n"})
    with (
        Examiner(assignment, tasks=("none",)) as examiner,
        pytest.raises(BadCheck, match="its visible checks add up to 0"),
    ):
        examiner.record(submission(a_py="def f(x):\n    return 2 * x\n"))
