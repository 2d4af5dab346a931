"""What a row of marks remembers of its export."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.classes import NOON, handed_in

from grader.marking.layout import (
    Stamp,
    has_answer,
    heading,
    microseconds,
    read_stamp,
    write_stamp,
)
from grader.model import Criterion

DIGEST = "sha256:" + "0123456789abcdef" * 4


@settings(max_examples=60)
@given(
    st.integers(0, 10**9),
    st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),
    st.text("0123456789abcdef", min_size=64, max_size=64),
)
def test_a_stamp_is_read_as_it_was_written(highest: int, now: datetime, digits: str) -> None:
    said = read_stamp(write_stamp(highest, now, f"sha256:{digits}"))
    assert (said.highest, said.time) == (highest, microseconds(now))
    assert said.has_read(f"sha256:{digits}")


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        "n1t2a0123456789a",
        "n1t2a0123456789abc",
        "n1t2aXXXXXXXXXXXX",
        "n-1t2a0123456789ab",
        "n1.0t2a0123456789ab",
        "1t2a0123456789ab",
        "n1t2a0123456789ab ",
        "n1t2a0123456789AB",
        "n9999999999999999999t2a0123456789ab",
        "N1T2A0123456789AB",
        "2026-12-05",
    ],
    ids=repr,
)
def test_a_stamp_that_somebody_changed_says_nothing(cell: str) -> None:
    """Half a stamp that was believed would overwrite a mark that nobody has seen."""
    assert read_stamp(cell) == Stamp() and Stamp().answer == ""


def test_a_spreadsheet_takes_a_stamp_for_text() -> None:
    """A number of eighteen digits comes back as 1.76493E+17."""
    assert write_stamp(3, NOON, DIGEST) == f"n3t{microseconds(NOON)}a0123456789ab"
    assert write_stamp(3, NOON, DIGEST)[0].isalpha()


@pytest.mark.parametrize(
    ("other", "read"),
    [
        (DIGEST, True),
        (DIGEST.removeprefix("sha256:"), True),
        ("sha256:0123456789ab" + "f" * 52, True),
        ("sha256:1123456789abcdef", False),
        ("sha256:", False),
    ],
    ids=["itself", "without its kind", "the same start", "another", "nothing"],
)
def test_a_row_knows_the_answer_that_was_read_by_the_start_of_its_digest(
    other: str, read: bool
) -> None:
    assert read_stamp(write_stamp(0, NOON, DIGEST)).has_read(other) is read


def test_a_row_without_a_stamp_has_read_nothing() -> None:
    assert not Stamp().has_read(DIGEST) and not Stamp().has_read("sha256:")


def test_a_digest_that_is_too_short_is_filled_up_on_both_sides() -> None:
    said = read_stamp(write_stamp(1, NOON, "sha256:ab"))
    assert said.answer == "ab0000000000" and said.has_read("sha256:ab")


@pytest.mark.parametrize(
    ("points", "words"),
    [("2", "why (of 2)"), ("2.50", "why (of 2.5)"), ("0", "why (of 0)"), ("1E+1", "why (of 10)")],
)
def test_a_column_says_how_many_points_there_are(points: str, words: str) -> None:
    criterion = Criterion(id="why", question="", title="", points=Decimal(points), look_for="")
    assert heading(criterion) == words


@pytest.mark.parametrize(
    ("answer", "task", "there"),
    [
        ("Because.", "reflection", True),
        ("", "reflection", True),
        (None, "reflection", False),
        ("Because.", "running_mean", False),
        ("Because.", "essay", False),
    ],
    ids=["an answer", "an empty one", "none", "a coding task", "no such task"],
)
def test_an_answer_is_what_a_person_still_marks(answer: str | None, task: str, there: bool) -> None:
    assert has_answer(handed_in(answer=answer), task) is there


def test_one_moment_is_one_number_in_every_zone() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=9)))
    assert microseconds(elsewhere) == microseconds(NOON)
    assert microseconds(NOON + timedelta(microseconds=1)) - microseconds(NOON) == 1
