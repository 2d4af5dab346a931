"""What a result means to who asked for it."""

from __future__ import annotations

import pytest
from support.cases import cases
from support.results import check, result, task

from grader.model import Outcome, Result, TaskStatus
from grader.nouns import replace
from grader.runs.verdict import exit_code, explain_hold


def judged(*outcomes: Outcome, held: bool = False) -> Result:
    checks = [check(f"a::{at}", outcome) for at, outcome in enumerate(outcomes)]
    made = result(task("a", *checks))
    return replace(made, held=True) if held else made


@pytest.mark.parametrize(
    ("outcomes", "code"),
    cases(
        {
            "all passed": ((Outcome.PASSED, Outcome.PASSED), 0),
            "nothing handed in": ((Outcome.NOT_SUBMITTED,), 0),
            "one failed": ((Outcome.PASSED, Outcome.FAILED), 1),
            "one raised": ((Outcome.RAISED,), 1),
            "one timed out": ((Outcome.TIMED_OUT,), 1),
            "one without memory": ((Outcome.OUT_OF_MEMORY,), 1),
            "one crashed": ((Outcome.CRASHED,), 1),
            "one blocked": ((Outcome.FAILED, Outcome.BLOCKED), 1),
        }
    ),
)
def test_the_exit_code(outcomes: tuple[Outcome, ...], code: int) -> None:
    assert exit_code(judged(*outcomes)) == code


def test_what_is_held_is_neither_right_nor_wrong() -> None:
    assert exit_code(judged(Outcome.PASSED, held=True)) == 3
    assert exit_code(judged(Outcome.FAILED, held=True)) == 3


def test_awaiting_a_mark_is_no_failure() -> None:
    made = result(task("a", check("a::x")), task("b", status=TaskStatus.AWAITING))
    assert exit_code(made) == 0


def test_why_a_result_is_held() -> None:
    fault = replace(check("a::x", Outcome.GRADER_FAULT), message="the check has a slip")
    assert explain_hold(result(task("a", fault))) == "the check has a slip"
    made = judged(Outcome.PASSED, held=True)
    noted = replace(made, submission=replace(made.submission, notes=("read in part", "no zip")))
    assert explain_hold(noted) == "no zip"
    assert explain_hold(replace(made, submission=replace(made.submission, notes=()))) == (
        "a check could not be judged"
    )
