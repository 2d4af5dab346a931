"""A result brought to the tasks that the assignment has now."""

from __future__ import annotations

from decimal import Decimal

from support.classes import HELD, handed_in
from support.courses import tiny
from support.results import task

from grader.model import Result
from grader.nouns import replace
from grader.runs.result_tasks import with_tasks, without_removed_tasks

RESULT = handed_in("ada", running_mean="4", rescale="5", answer=None)
BY_ID = {each.id: each for each in RESULT.tasks}


def ids(result: Result) -> list[str]:
    return [each.id for each in result.tasks]


def test_tasks_come_in_the_assignment_s_order_with_their_sums() -> None:
    result = with_tasks(tiny(), RESULT, reversed(RESULT.tasks))
    assert ids(result) == ["running_mean", "rescale", "reflection"]
    assert (result.earned, result.possible, result.held) == (9, 12, False)


def test_a_task_that_is_not_given_is_not_there() -> None:
    result = with_tasks(tiny(), RESULT, [BY_ID["rescale"]])
    assert ids(result) == ["rescale"] and (result.earned, result.possible) == (5, 5)


def test_a_task_that_the_assignment_has_no_longer_counts_no_longer() -> None:
    old = replace(
        RESULT,
        tasks=(*RESULT.tasks, task("removed", possible=Decimal(7))),
        possible=RESULT.possible + 7,
    )
    result = without_removed_tasks(tiny(), old)
    assert "removed" not in ids(result) and result.possible == 12


def test_a_held_task_that_is_gone_holds_nothing() -> None:
    held = handed_in("ada", rescale=HELD, answer=None)
    left = replace(tiny(), tasks=tuple(each for each in tiny().tasks if each.id != "rescale"))
    result = without_removed_tasks(left, held)
    assert held.held and not result.held and result.earned == 4


def test_a_result_of_the_assignment_as_it_is_stays_the_very_same() -> None:
    assert without_removed_tasks(tiny(), RESULT) is RESULT
