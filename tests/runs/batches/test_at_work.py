"""What the batches on a gradebook are at, as far as it shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from support.classes import NOON
from support.memory_gradebook import MemoryGradebook

from grader.model import BatchEnd, BatchProgress
from grader.nouns import replace
from grader.runs.batches.at_work import BatchState, BatchWatch

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book() -> MemoryGradebook:
    return MemoryGradebook()


@pytest.fixture
def watch(book: MemoryGradebook, clock: Clock) -> BatchWatch:
    return BatchWatch(book, "tiny", clock.now)


def said(key: str = "a", **more: Any) -> BatchProgress:
    plain = {"by": "amy", "began": NOON, "said": NOON, "total": 10, **more}
    return BatchProgress(key=key, assignment="tiny", **plain)


def states(watch: BatchWatch) -> dict[str, BatchState]:
    return {each.progress.key: each.state for each in watch.look()}


def test_without_a_batch_there_is_none(watch: BatchWatch) -> None:
    assert watch.look() == ()


def test_pace_and_time_left_are_of_what_was_judged(
    watch: BatchWatch, book: MemoryGradebook, clock: Clock
) -> None:
    clock.time = NOON + 2 * MINUTE
    book.report_progress(said(said=clock.time, done=6, judged=4))
    (batch,) = watch.look()
    assert (batch.a_minute, batch.left) == (2, 2 * MINUTE)


@pytest.mark.parametrize("judged", [0, 3])
def test_what_took_no_time_has_no_pace(
    watch: BatchWatch, book: MemoryGradebook, judged: int
) -> None:
    book.report_progress(said(done=3, judged=judged))
    (batch,) = watch.look()
    assert (batch.a_minute, batch.left) == (None, None)


@pytest.mark.parametrize("end", BatchEnd)
def test_an_end_is_told_however_long_ago(
    watch: BatchWatch, book: MemoryGradebook, clock: Clock, end: BatchEnd
) -> None:
    book.report_progress(said(end=end))
    clock.time += 300 * MINUTE
    assert states(watch) == {"a": BatchState(end.value)}


def test_one_that_says_nothing_any_more_is_silent_until_it_speaks(
    watch: BatchWatch, book: MemoryGradebook, clock: Clock
) -> None:
    book.report_progress(said())
    assert states(watch) == {"a": BatchState.RUNNING}
    clock.time += 21 * SECOND
    assert states(watch) == {"a": BatchState.SILENT}
    book.report_progress(said(said=clock.time))
    clock.time += SECOND
    assert states(watch) == {"a": BatchState.RUNNING}


@pytest.mark.parametrize("ahead", [-90 * MINUTE, 90 * MINUTE])
def test_the_clock_of_another_machine_may_be_wrong(
    watch: BatchWatch, book: MemoryGradebook, clock: Clock, ahead: timedelta
) -> None:
    def speaks() -> BatchState:
        book.report_progress(said(said=clock.time + ahead))
        return states(watch)["a"]

    speaks()
    clock.time += 5 * SECOND
    assert speaks() is BatchState.RUNNING
    clock.time += 21 * SECOND
    assert states(watch) == {"a": BatchState.SILENT}


def test_what_another_took_the_place_of_is_not_told(
    watch: BatchWatch, book: MemoryGradebook, clock: Clock
) -> None:
    killed, ended = said("killed"), said("ended", end=BatchEnd.FINISHED, began=NOON + SECOND)
    book.report_progress(killed)
    book.report_progress(ended)
    clock.time += MINUTE
    assert states(watch) == {"ended": BatchState.FINISHED}, "ended later, and judged as many"
    book.report_progress(said("small", began=NOON + 2 * SECOND, said=clock.time, total=1))
    clock.time += SECOND
    assert list(states(watch)) == ["small", "killed"], "one of the class says nothing of the rest"
    book.report_progress(said("again", began=NOON + 3 * SECOND, said=clock.time))
    clock.time += SECOND
    assert list(states(watch)) == ["again", "small"]


def test_those_who_look_at_the_same_time_ask_once(book: MemoryGradebook, clock: Clock) -> None:
    watch = BatchWatch(book, "tiny", clock.now)
    book.report_progress(said())
    first = watch.look()
    book.report_progress(replace(said(), done=1))
    assert watch.look() is first
    clock.time += SECOND
    assert watch.look()[0].progress.done == 1
