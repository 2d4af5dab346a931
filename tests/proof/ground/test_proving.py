"""What judging one piece of work says to a proof."""

from __future__ import annotations

import pytest
from support.courses import tiny
from support.results import check, result, task

from grader.model import Outcome, Result, Submission
from grader.proof.ground.proving import TOLD_APART, Judged, explain_held
from grader.runs.held import held_result

WORK = Submission(name="ada", files=())


def judged(*outcomes: Outcome) -> Judged:
    checks = [check(f"a::{at}", outcome) for at, outcome in enumerate(outcomes)]
    return Judged(result=result(task("a", *checks)), errors={})


@pytest.mark.parametrize("outcome", sorted(TOLD_APART))
def test_the_first_check_that_found_something_tells_work_apart(outcome: Outcome) -> None:
    told = judged(Outcome.PASSED, outcome, Outcome.FAILED).told_apart
    assert told is not None and told.id == "a::1"


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - TOLD_APART))
def test_what_was_not_judged_tells_nothing(outcome: Outcome) -> None:
    assert judged(Outcome.PASSED, outcome).told_apart is None


FAULT = check("a::x", Outcome.GRADER_FAULT, message="a slip")


@pytest.mark.parametrize(
    ("of", "why"),
    [
        (result(task("a", check("a::x"))), ""),
        (result(task("a", check("a::x", Outcome.FAILED))), ""),
        (result(task("a", check("a::w"), FAULT)), "a::x: a slip"),
        (held_result(WORK, tiny(), "the examiner died"), "the examiner died"),
    ],
    ids=["passed", "failed", "a fault of a check", "a fault of ours"],
)
def test_why_work_could_not_be_judged(of: Result, why: str) -> None:
    assert explain_held(of) == why
    assert Judged(result=of, errors={}).why_held == why
