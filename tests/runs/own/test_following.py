"""What a student is told to do next, by what was checked and what is known of the others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.classes import handed_in
from support.courses import students_tiny
from support.results import check, task

from grader.feedback.next_step import next_step
from grader.model import Outcome, Result, TaskResult
from grader.nouns import replace
from grader.runs.own.following import choose_next_step, has_check_names
from grader.runs.own.remembering import Memory
from grader.runs.work import Work

DONE = "all checks pass; `grade pack` makes the zip to hand in"


@pytest.mark.parametrize(
    ("names", "parts"),
    [((), False), (("mean",), False), (("mean.py", "mean"), False), (("a", "mean::x"), True)],
)
def test_a_check_is_named_by_two_colons(names: tuple[str, ...], parts: bool) -> None:
    assert has_check_names(names) is parts


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(students_tiny(), tmp_path)


def passed(name: str) -> TaskResult:
    return task(name, check(f"{name}::one", earned=Decimal(2)))


def result(*tasks: TaskResult) -> Result:
    return replace(handed_in("ada"), tasks=tasks, undecided=Decimal(0))


def step(work: Work, names: tuple[str, ...], now: Result, *, before: Result | None = None) -> str:
    memory = Memory(work.folder / "cache", work)
    if before is not None:
        memory.keep(dict.fromkeys(work.assignment.task_ids, "key"), before)
    return choose_next_step(work, names, memory, now)


def test_a_check_of_everything_ends_with_handing_in(work: Work) -> None:
    everything = result(*map(passed, work.assignment.task_ids))
    assert step(work, (), everything) == next_step(everything) == DONE


def test_tasks_that_pass_lead_to_the_others_unless_these_are_known_to_pass(work: Work) -> None:
    now, others = result(passed("rescale")), result(*map(passed, ("running_mean", "reflection")))
    assert step(work, ("rescale",), now) == "this passes; `grade check` checks every task"
    assert step(work, ("rescale",), now, before=others) == DONE


def test_of_two_results_of_a_task_the_one_of_now_counts(work: Work) -> None:
    failed = task("rescale", check("rescale::one", Outcome.FAILED))
    before = result(passed("running_mean"), failed, passed("reflection"))
    assert step(work, ("rescale",), result(passed("rescale")), before=before) == DONE
    assert "rescale" in step(work, ("rescale",), result(failed), before=before)


def test_single_checks_decide_no_task(work: Work) -> None:
    told = step(work, ("rescale::one",), result(passed("rescale")))
    assert told == "this passes; `grade check rescale` checks the whole task"
