"""Why a grade is another one: what it was made from, what staff decided, the rules."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases
from support.classes import DUE, NOON, extension, handed_in, hold, mark, override
from support.results import check, result, task
from support.standings import standing

from grader.gradebook.made_from import Ingredient, changed_ingredients, join_digests
from grader.model import Outcome, Policy, TaskStatus
from grader.nouns import replace
from grader.reporting.changing import changes
from grader.reporting.class_report import Person
from grader.reporting.graded_work import Standing

ADA = Person(submission="ada", name="Ada")
PASSED = result(task("a", check("a::x")))
FAILED = result(task("a", check("a::x", Outcome.FAILED)))
THEN = dict.fromkeys(Ingredient, "1")


def keys(*changed: Ingredient) -> dict[str, str]:
    return {"a": join_digests(THEN | dict.fromkeys(changed, "2"))}


def told(before: Standing, now: Standing) -> list[tuple[str, str, str, str]]:
    return [(each.task, each.before, each.after, each.why) for each in changes(ADA, before, now)]


@pytest.mark.parametrize(
    ("changed", "why"),
    cases(
        {
            "the work": ([Ingredient.WORK], "the work is another one"),
            "a check, which is recorded anew": (
                [Ingredient.CHECKS, Ingredient.RECORDED],
                "its checks were changed",
            ),
            "the reference": (
                [Ingredient.REFERENCE, Ingredient.RECORDED],
                "the reference was changed",
            ),
            "the tolerance": (
                [Ingredient.TOLERANCES, Ingredient.RECORDED],
                "the tolerance was changed",
            ),
            "answers alone": (
                [Ingredient.RECORDED],
                "the reference's answers were recorded anew",
            ),
            "seeds": ([Ingredient.SEEDS], "inputs were drawn from other seeds"),
            "two at once": (
                [Ingredient.WORK, Ingredient.CHECKS],
                "the work is another one; its checks were changed",
            ),
        }
    ),
)
def test_the_reason_is_what_the_result_was_made_from(changed: list[Ingredient], why: str) -> None:
    before, now = standing(PASSED, keys=keys()), standing(FAILED, keys=keys(*changed))
    assert told(before, now) == [("a", "2 of 2", "0 of 2", why)]


def test_a_text_from_another_time_names_no_ingredient() -> None:
    assert changed_ingredients("9f0b53d5", join_digests(THEN)) == frozenset()
    assert changed_ingredients(join_digests(THEN), join_digests(THEN)) == frozenset()


def with_points(made: Any, points: str, *decisions: Any) -> Standing:
    """Somebody whose task has other points by a decision than it was judged."""
    (judged,) = made.tasks
    tasks = (replace(judged, status=TaskStatus.GRADED, earned=Decimal(points)),)
    return standing(made, *decisions, tasks=tasks, keys=keys())


@pytest.mark.parametrize(
    ("decisions", "why"),
    cases(
        {
            "a mark": ([mark(handed_in(), "why", "1", task="a")], "marked by amy"),
            "an override": ([override("1", "a")], "an override, by amy: asked"),
            "one taken back": ([override(None, "a")], "an override was taken back, by amy: asked"),
        }
    ),
)
def test_what_a_person_decided_since_is_the_reason(decisions: list[Any], why: str) -> None:
    before, now = standing(PASSED, keys=keys()), with_points(PASSED, "1", *decisions)
    assert told(before, now) == [("a", "2 of 2", "1 of 2", why)]


def test_what_was_decided_before_the_run_is_no_reason() -> None:
    old = override("1", "a")
    before = with_points(PASSED, "1", old)
    now = replace(before, basis=replace(before.basis, decisions=(old, override("0", "a"))))
    now = replace(now, grade=with_points(PASSED, "0").grade)
    assert [why for *_, why in told(before, now)] == ["an override, by amy: asked"]


def graded(points: str, *decisions: Any, due: Any = DUE, **more: Any) -> Standing:
    """Somebody whose whole has those points under a deadline."""
    rules = Policy(due=due, **more)
    return standing(PASSED, *decisions, adjusted=Decimal(points), policy=rules)


@pytest.mark.parametrize(
    ("now", "why"),
    cases(
        {
            "the deadline": (
                graded("1", due=DUE + timedelta(days=1)),
                "the deadline was moved from 2026-12-01 23:59+01:00 to 2026-12-02 23:59+01:00",
            ),
            "no deadline": (graded("1", due=None), "the deadline was moved from 2026-12-01"),
            "another rule": (
                graded("1", penalty_percent_a_day=Decimal(10)),
                "the rules in [policy] were changed",
            ),
            "an extension": (graded("1", extension(days=2)), "an extension, by amy"),
            "a time of receipt": (
                replace(graded("1"), grade=replace(graded("1").grade, received=NOON, days_late=3)),
                "its time of receipt is another one",
            ),
        }
    ),
)
def test_what_changed_the_whole_is_told_of_the_whole(now: Standing, why: str) -> None:
    ((name, before, after, reason),) = told(graded("2"), now)
    assert (name, before, after) == ("in all", "2 of 4", "1 of 4") and reason.startswith(why)


def test_rules_that_change_nobodys_points_are_no_change() -> None:
    assert told(graded("2"), graded("2", due=None)) == []


def test_that_a_person_holds_a_grade_or_releases_it_changes_the_whole() -> None:
    free = graded("2")
    held = replace(
        free,
        grade=replace(free.grade, status=TaskStatus.HELD, raw=None, adjusted=None, hold=hold()),
    )
    assert told(free, held) == [("in all", "2 of 4", "held", "held by amy: looks copied")]
    assert told(held, free) == [("in all", "held", "2 of 4", "a hold was released")]
