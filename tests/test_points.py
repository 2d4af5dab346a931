"""Adding up: what is not known is nothing, never zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases
from support.courses import tiny
from support.results import check, task

from grader.model import Blame, Outcome, TaskStatus
from grader.nouns import replace
from grader.points import points_text, task_result, task_view, total

MEAN, ESSAY = tiny().task("running_mean"), tiny().task("reflection")
PASSED, FAILED, FAULT = check(), check(outcome=Outcome.FAILED), check(outcome=Outcome.GRADER_FAULT)


@pytest.mark.parametrize(
    ("of", "checks", "submitted", "status", "earned"),
    cases(
        {
            "all passed": (MEAN, (PASSED, PASSED), True, TaskStatus.GRADED, Decimal(4)),
            "one failed": (MEAN, (PASSED, FAILED), True, TaskStatus.GRADED, Decimal(2)),
            "nothing right": (MEAN, (FAILED,), True, TaskStatus.GRADED, Decimal(0)),
            "one that could not be judged": (MEAN, (PASSED, FAULT), True, TaskStatus.HELD, None),
            "not handed in": (
                MEAN,
                (check(outcome=Outcome.NOT_SUBMITTED),),
                False,
                TaskStatus.NOT_SUBMITTED,
                None,
            ),
            "marked by a person": (ESSAY, (), True, TaskStatus.AWAITING, None),
            "an essay that is missing": (ESSAY, (), False, TaskStatus.NOT_SUBMITTED, None),
        }
    ),
)
def test_a_task_has_points_only_when_they_are_known(
    of: Any, checks: Any, submitted: bool, status: Any, earned: Any
) -> None:
    found = task_result(of, checks, submitted=submitted, with_hidden=True)
    assert (found.status, found.earned, found.possible, found.undecided) == (
        status,
        earned,
        of.points,
        0,
    )


@pytest.mark.parametrize("of", [MEAN, ESSAY])
def test_what_may_be_lost_in_a_broken_notebook_is_held(of: Any) -> None:
    found = task_result(of, (), submitted=False, with_hidden=True, lost=True)
    assert (found.status, found.earned, found.blame) == (TaskStatus.HELD, None, Blame.STUDENT)


def test_without_hidden_checks_their_points_are_undecided() -> None:
    found = task_result(MEAN, (PASSED,), submitted=True, with_hidden=False)
    assert (found.possible, found.undecided, task_view(found)) == (4, 2, (Decimal(2), Decimal(2)))


def test_sums_leave_out_what_is_missing_and_hold_what_is_held() -> None:
    graded, absent = task("a", PASSED, PASSED), task("b", status=TaskStatus.NOT_SUBMITTED)
    awaiting, held = task("c", status=TaskStatus.AWAITING), task("d", FAULT, status=TaskStatus.HELD)
    sums = total([graded, absent, awaiting])
    assert (sums.held, sums.earned, sums.possible, sums.awaiting) == (False, 4, 10, 3)
    sums = total([graded, held])
    assert (sums.held, sums.earned) == (True, None)


def test_tenths_add_up_exactly() -> None:
    tenth = replace(PASSED, earned=Decimal("0.1"))
    assert total([task("a", *[tenth] * 3)]).earned == Decimal("0.3")


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (None, "-"),
        ("0", "0"),
        ("0.00", "0"),
        ("10", "10"),
        ("100", "100"),
        ("2.50", "2.5"),
        ("0.125", "0.125"),
        ("1E+2", "100"),
    ],
)
def test_points_are_written_as_people_write_them(points: str | None, words: str) -> None:
    assert points_text(None if points is None else Decimal(points)) == words
