"""Tasks and checks over a class: who handed in, what was earned, how hard each check was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.courses import tiny
from support.results import check, result, task

from grader.model import Outcome, TaskStatus
from grader.reporting.summaries import check_summaries, share, task_summary

TASK = tiny().coding_tasks[0]
ONE, TWO = f"{TASK.id}::one", f"{TASK.id}::two"


@pytest.mark.parametrize(
    ("earned", "possible", "part"), [("1", "4", 0.25), (None, "4", 0.0), ("0", "0", 0.0)]
)
def test_a_share_is_of_what_is_possible(earned: str | None, possible: str, part: float) -> None:
    assert share(None if earned is None else Decimal(earned), Decimal(possible)) == part


def test_a_check_is_hard_where_little_was_earned_of_it() -> None:
    class_ = [
        result(task(TASK.id, check(ONE), check(TWO)), name="ada"),
        result(task(TASK.id, check(ONE), check(TWO, Outcome.FAILED)), name="bob"),
        result(task(TASK.id, check(ONE), check(TWO, Outcome.GRADER_FAULT)), name="cyn"),
    ]
    first, second = check_summaries(class_)
    assert (first.id, first.judged, first.passed, first.difficulty) == (ONE, 3, 3, 1.0)
    assert (second.id, second.judged, second.passed, second.difficulty) == (TWO, 2, 1, 0.5)


def test_a_check_without_points_is_in_no_summary() -> None:
    structure = check(ONE, possible=Decimal(0), earned=Decimal(0))
    assert list(check_summaries([result(task(TASK.id, structure))])) == []


def test_a_task_counts_who_handed_in_and_takes_the_median_time() -> None:
    results = [
        result(task(TASK.id, check(ONE, seconds=seconds)), name=str(seconds))
        for seconds in (0.1, 0.2, 9.0)
    ]
    held = task(TASK.id, check(ONE, Outcome.GRADER_FAULT, seconds=50.0), status=TaskStatus.HELD)
    told = task_summary(TASK, [], [*results, result(held, name="held")])
    assert told.seconds == 0.2 and told.handed_in == 0 and told.spread is None
    assert task_summary(TASK, [], []).seconds is None
