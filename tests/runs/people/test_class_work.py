"""What everybody has now, and had before the last run."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from support.classes import DUE, NOON, comment, handed_in, marked, override, policy
from support.memory_gradebook import MemoryGradebook

from grader.gradebook import Gradebook
from grader.model import BatchRecord, Policy
from grader.nouns import replace
from grader.reporting.making_reports import make_report
from grader.runs.people.class_work import class_changes, class_clusters
from grader.runs.people.records import read_kept_class

RULES = policy(due=DUE, penalty_percent_a_day=Decimal(10))
HOUR = timedelta(hours=1)


@pytest.fixture
def book() -> Gradebook:
    return MemoryGradebook()


def run(book: Gradebook, hours: int, *results: object, rules: Policy = RULES.policy) -> None:
    """One run of that hour: what it began with, and what it judged a minute later."""
    began = NOON + hours * HOUR
    book.remember_batch(BatchRecord(assignment="tiny", began=began, policy=rules))
    for each in results:
        book.add(each, key="{}", recorded=began + timedelta(minutes=1))  # type: ignore[arg-type]


def told(book: Gradebook) -> list[tuple[str, str, str, str]]:
    class_ = class_changes(read_kept_class(book, RULES), book)
    return [
        (each.person.submission, each.task, each.before, each.after)
        for each in make_report(RULES, class_).changes
    ]


def test_what_the_last_run_judged_otherwise_is_told_and_nothing_older(book: Gradebook) -> None:
    run(book, 0, handed_in("ada", "1"), handed_in("bob", "1"))
    run(book, 1, handed_in("ada", "2"))
    run(book, 2, handed_in("bob", "3"))
    assert told(book) == [("bob", "running_mean", "1 of 4", "3 of 4")]


def test_marks_and_overrides_since_the_run_are_told_of_those_it_judged_first(
    book: Gradebook,
) -> None:
    ada = handed_in("ada")
    run(book, 0, ada)
    later = NOON + HOUR
    book.decide([replace(each, recorded=later) for each in marked(ada)])
    assert told(book) == [("ada", "reflection", "awaiting", "3 of 3")]


def test_what_was_decided_before_the_last_run_is_told_no_more(book: Gradebook) -> None:
    run(book, 0, handed_in("ada", answer=None))
    book.decide([override("3", recorded=NOON + HOUR)])
    run(book, 2, handed_in("bob"))
    assert told(book) == []
    book.decide([override("2", recorded=NOON + 3 * HOUR)])
    assert told(book) == [("ada", "running_mean", "3 of 4", "2 of 4")]


def test_a_deadline_that_moved_is_told_of_those_whose_points_it_changes(book: Gradebook) -> None:
    late = handed_in("ada", received="2026-12-02T12:00:00+01:00", answer=None)
    early = handed_in("bob", received="2026-11-30T12:00:00+01:00", answer=None)
    marks = [override("3", "reflection", name, recorded=NOON) for name in ("ada", "bob")]
    run(book, 0, late, early, rules=replace(RULES.policy, due=DUE + timedelta(days=2)))
    book.decide(marks)
    assert told(book) == [("ada", "in all", "12 of 12", "10.8 of 12")]


def test_a_gradebook_that_remembers_no_run_compares_the_last_two_results(book: Gradebook) -> None:
    for points in ("1", "2", "4"):
        book.add(handed_in("ada", points), key="k", recorded=NOON)
    assert told(book) == [("ada", "running_mean", "2 of 4", "4 of 4")]


def test_points_of_then_are_told_although_the_task_has_others_now(book: Gradebook) -> None:
    run(book, 0, handed_in("ada", "4"))
    run(book, 1, handed_in("ada", "3"))
    more = tuple(
        replace(task, points=Decimal(8)) if task.id == "running_mean" else task
        for task in RULES.tasks
    )
    class_ = class_changes(read_kept_class(book, replace(RULES, tasks=more)), book)
    (change,) = make_report(RULES, class_).changes
    assert (change.before, change.after) == ("4 of 4", "awaiting")


def test_clusters_are_those_of_the_latest_results(book: Gradebook) -> None:
    run(book, 0, handed_in("ada"))
    book.decide([comment("x", "3f2a91bc")])
    assert class_clusters(read_kept_class(book, RULES)) == ()
