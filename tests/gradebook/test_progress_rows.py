"""Rows that say how far batches are: one for each, and none of batches that are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from grader.gradebook import progress_rows
from grader.gradebook.schema import make_tables
from grader.model import BatchEnd, BatchProgress, HeldWork

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as made:
        make_tables(made)
        yield made
    engine.dispose()


def batch(key: str, hours: int = 0, **more: Any) -> BatchProgress:
    """What a batch says when it begins, so many hours after noon."""
    began = NOON + timedelta(hours=hours)
    values = {"by": "amy", "total": 4, "began": began, "said": began, "assignment": "demo"}
    return BatchProgress(key=key, **{**values, **more})


def keys(connection: sa.Connection, assignment: str = "demo") -> list[str]:
    return [each.key for each in progress_rows.get(connection, assignment)]


def test_a_batch_has_one_row_which_says_what_it_said_last(connection: sa.Connection) -> None:
    progress_rows.put(connection, batch("a"))
    work = (HeldWork(submission="你好", why="it is no zip"),)
    last = batch("a", said=NOON + timedelta(seconds=3), done=2, held=1, held_work=work)
    progress_rows.put(connection, last)
    assert progress_rows.get(connection, "demo") == [last]


def test_batches_come_in_the_order_in_which_they_began(connection: sa.Connection) -> None:
    for each in (batch("late", 2), batch("early", -1), batch("b"), batch("a")):
        progress_rows.put(connection, each)
    assert keys(connection) == ["early", "a", "b", "late"]


def test_a_new_batch_lets_go_of_what_ended_or_fell_silent(connection: sa.Connection) -> None:
    ended = batch("ended", end=BatchEnd.FAILED, trouble="no room")
    for each in (batch("silent", -25), batch("runs", -23), ended):
        progress_rows.put(connection, each)
    progress_rows.put(connection, batch("new"))
    assert keys(connection) == ["runs", "new"]


def test_another_assignment_s_batches_stay(connection: sa.Connection) -> None:
    progress_rows.put(connection, batch("there", end=BatchEnd.FINISHED, assignment="other"))
    progress_rows.put(connection, batch("here"))
    assert (keys(connection), keys(connection, "other")) == (["here"], ["there"])


def test_the_zone_of_a_clock_does_not_make_a_batch_silent(connection: sa.Connection) -> None:
    tokyo = datetime.fromisoformat("2026-11-24T21:00:00+09:00")  # noon in UTC
    progress_rows.put(connection, batch("tokyo", said=tokyo))
    progress_rows.put(connection, batch("new", 23))
    assert keys(connection) == ["tokyo", "new"]
