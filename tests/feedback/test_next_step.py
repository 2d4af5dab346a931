"""One thing to do next: what fails, then what is not begun, then handing in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.results import check, result, task

from grader.feedback.next_step import next_step, step_after_checks, step_after_tasks
from grader.model import Outcome, Result, TaskStatus
from grader.nouns import replace

FAILING = task("b", check("b::one", Outcome.FAILED))
PASSING = task("a", check())
HELD = task("c", check("c::one", Outcome.GRADER_FAULT), status=TaskStatus.HELD)
ABSENT = task("d", check("d::one", Outcome.NOT_SUBMITTED), status=TaskStatus.NOT_SUBMITTED)


@pytest.mark.parametrize(
    ("judged", "begins"),
    [
        (result(PASSING, ABSENT, FAILING), "mend b; `grade check b --repro`"),
        (result(PASSING, HELD), "c is held, which is not your fault"),
        (result(PASSING, ABSENT), "begin d"),
        (result(PASSING), "all checks pass; `grade pack`"),
    ],
    ids=["a failure is before what is not begun", "held", "not begun", "done"],
)
def test_the_first_open_thing_is_told(judged: Result, begins: str) -> None:
    assert next_step(judged).startswith(begins)


def test_what_hidden_checks_decide_is_told_before_handing_in() -> None:
    told = next_step(replace(result(PASSING), undecided=Decimal("2.5")))
    assert "hidden checks decide 2.5 more points" in told
    assert "`grade pack`" in told


def test_after_some_tasks_the_others_come_next() -> None:
    some = result(PASSING)
    assert step_after_tasks(some, some, complete=False) == (
        "this passes; `grade check` checks every task"
    )
    assert "begin d" in step_after_tasks(some, result(PASSING, ABSENT), complete=True)
    assert "mend b" in step_after_tasks(result(FAILING), some, complete=False)


def test_after_one_check_the_whole_task_comes_next() -> None:
    assert "`grade check a` checks the whole task" in step_after_checks(result(PASSING))
    assert "mend b" in step_after_checks(result(FAILING))
