"""What a run changed, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.results import check, result, task
from support.standings import standing

from grader.model import Outcome, Result, TaskStatus
from grader.nouns import replace
from grader.reporting.changing import changes
from grader.reporting.class_report import Person

ADA = Person(submission="ada", name="Ada")
PASSED = result(task("a", check("a::x")))
FAILED = result(task("a", check("a::x", Outcome.FAILED)))


def told(before: Result, after: Result) -> list[tuple[str, str, str, str]]:
    return [
        (each.task, each.before, each.after, each.why)
        for each in changes(ADA, standing(before), standing(after))
    ]


def test_the_same_points_are_no_change() -> None:
    assert told(PASSED, PASSED) == []


def with_(given: Result, **fields: Any) -> Result:
    return replace(given, **fields)


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (
            with_(FAILED, submission=replace(FAILED.submission, digest="sha256:other")),
            "the work is another one",
        ),
        (with_(FAILED, seeds=replace(FAILED.seeds, visible=99)), "other seeds"),
        (with_(FAILED, versions=replace(FAILED.versions, numpy="9.9")), "other versions"),
        (FAILED, "a check, a tolerance or the reference was changed"),
        (result(task("a", check("a::y", Outcome.FAILED))), "other checks"),
        (
            result(task("a", check("a::x", Outcome.FAILED), possible=Decimal(7))),
            "points of the task were changed",
        ),
    ],
    ids=["handed in anew", "seeds", "versions", "a check", "checks", "points"],
)
def test_the_nearest_reason_is_told(after: Result, why: str) -> None:
    ((task_id, before, _, reason),) = told(PASSED, after)
    assert (task_id, before) == ("a", "2 of 2") and why in reason


def test_a_state_is_a_change_too() -> None:
    held = result(task("a", check("a::x", Outcome.GRADER_FAULT), status=TaskStatus.HELD))
    assert told(held, PASSED) == [
        ("a", "held", "2 of 2", "it was held in one of the two runs"),
    ]


def test_tasks_that_came_and_went_are_told() -> None:
    other = result(task("b", check("b::x")))
    assert told(PASSED, other) == [
        ("a", "2 of 2", "no such task", "the assignment has other tasks now"),
        ("b", "no such task", "2 of 2", "the assignment has other tasks now"),
    ]
