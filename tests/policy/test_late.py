"""Sentences of lateness: what is written beside a grade that a student may want to dispute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import cases
from support.classes import DUE, extension

from grader.model import Extension, Policy
from grader.policy import Lateness, deadline_with_grace, deduct_lateness, lateness, moment_words

DAY = timedelta(days=1)
TEN = Decimal(10)


def rule(**more: Any) -> Policy:
    return Policy(**{"due": DUE, "penalty_percent_a_day": TEN, **more})


@pytest.mark.parametrize(
    ("more", "late", "sentence"),
    cases(
        {
            "one day": ({}, DAY, "1 day late: 10 % off what was earned"),
            "half a day": ({}, DAY / 2, "1 day late: 10 % off what was earned"),
            "a microsecond": ({}, timedelta(microseconds=1), "1 day late: 10 % off"),
            "two days": ({}, 2 * DAY, "2 days late: 20 % off what was earned"),
            "of what was possible": (
                {"penalty_of": "possible"},
                DAY,
                "1 day late: 10 % off what was possible",
            ),
            "a tenth of a per cent": (
                {"penalty_percent_a_day": Decimal("0.10")},
                DAY,
                "1 day late: 0.1 % off what was earned",
            ),
            "never more than all": ({}, 30 * DAY, "30 days late: 100 % off what was earned"),
            "a free day": ({"late_days": 1}, DAY, "1 day late, 1 of them free: nothing off"),
            "one free day of two": (
                {"late_days": 1},
                2 * DAY,
                "2 days late, 1 of them free: 10 % off what was earned",
            ),
            "no penalty": ({"penalty_percent_a_day": Decimal(0)}, DAY, "1 day late: nothing off"),
            "cut off": (
                {"cutoff_days": 1},
                2 * DAY,
                "2 days late: after the cut-off of 1 day, so it counts as 0",
            ),
            "cut off at once": (
                {"cutoff_days": 0},
                DAY,
                "1 day late: after the cut-off of 0 days, so it counts as 0",
            ),
        }
    ),
)
def test_what_lateness_says(more: dict[str, Any], late: timedelta, sentence: str) -> None:
    (said,) = lateness(rule(**more), DUE + late).why
    assert sentence in said and said.startswith("received 2026-12-")


def test_the_time_is_told_in_the_zone_of_the_deadline() -> None:
    """A student in another country reads the clock of the course."""
    elsewhere = (DUE + DAY).astimezone(UTC)
    assert lateness(rule(), elsewhere).why[0].startswith("received 2026-12-02 23:59+01:00, ")


@pytest.mark.parametrize("early", [timedelta(0), timedelta(microseconds=1), 100 * DAY], ids=str)
def test_on_time_nothing_is_said(early: timedelta) -> None:
    late = lateness(rule(), DUE - early)
    assert (late.days, late.charged, late.cut_off, late.why) == (0, 0, False, ())


@pytest.mark.parametrize(
    ("given_", "due", "why"),
    cases(
        {
            "none": (None, DUE, ()),
            "two days": (
                extension(days=2, reason="ill"),
                DUE + 2 * DAY,
                ("due 2026-12-03 23:59+01:00 by an extension: ill",),
            ),
            "without a reason": (
                extension(days=1),
                DUE + DAY,
                ("due 2026-12-02 23:59+01:00 by an extension",),
            ),
            "until a moment": (
                extension(until=DUE + DAY / 2),
                DUE + DAY / 2,
                ("due 2026-12-02 11:59+01:00 by an extension",),
            ),
            "until before the deadline": (extension(until=DUE - DAY, reason="x"), DUE, ()),
            "no days": (extension(days=0, reason="x"), DUE, ()),
            "days below zero": (extension(days=-3, reason="x"), DUE, ()),
        }
    ),
)
def test_an_extension_never_shortens_and_says_only_what_it_changed(
    given_: Extension | None, due: datetime, why: tuple[str, ...]
) -> None:
    late = lateness(rule(), DUE - DAY, given_)
    assert (late.due, late.why) == (due, why)


def test_without_a_deadline_an_extension_says_nothing() -> None:
    assert lateness(Policy(), DUE, extension(days=3, reason="ill")) == Lateness(
        due=None, received=DUE
    )


@pytest.mark.parametrize(
    ("grace", "given_", "until"),
    [
        (0, None, DUE),
        (15, None, DUE + timedelta(minutes=15)),
        (15, extension(days=1), DUE + DAY + timedelta(minutes=15)),
    ],
    ids=["the deadline", "with grace", "with an extension"],
)
def test_the_last_moment_that_costs_nothing(
    grace: int, given_: Extension | None, until: datetime
) -> None:
    policy = rule(grace_minutes=grace)
    assert deadline_with_grace(policy, given_) == until
    assert lateness(policy, until, given_).days == 0
    assert lateness(policy, until + timedelta(microseconds=1), given_).days == 1


def test_without_a_deadline_there_is_no_last_moment() -> None:
    assert deadline_with_grace(Policy(), extension(days=1)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-12-01T23:59:00+01:00", "2026-12-01 23:59+01:00"),
        ("2026-12-01T23:59:30+01:00", "2026-12-01 23:59:30+01:00"),
        ("2026-12-01T23:59:30.25+00:00", "2026-12-01 23:59:30+00:00"),
    ],
)
def test_a_moment_has_seconds_only_where_there_are_some(text: str, words: str) -> None:
    assert moment_words(datetime.fromisoformat(text)) == words


points = st.decimals(0, 1000, places=3, allow_nan=False)


@settings(max_examples=60)
@given(points, st.integers(0, 30), st.sampled_from(["earned", "possible"]))
def test_what_is_left_has_two_decimals_and_is_never_more_than_was_earned(
    raw: Decimal, days: int, base: str
) -> None:
    policy = rule(penalty_of=base)
    left = deduct_lateness(policy, Lateness(due=DUE, received=None, charged=days), raw, raw * 2)
    assert left == left.quantize(Decimal("0.01"))
    assert 0 <= left <= raw + Decimal("0.005")


@settings(max_examples=40)
@given(points)
def test_on_time_only_rounding_touches_the_points(raw: Decimal) -> None:
    on_time = Lateness(due=DUE, received=None)
    left = deduct_lateness(rule(), on_time, raw, raw)
    assert abs(left - raw) <= Decimal("0.005")
    assert deduct_lateness(rule(), on_time, left, raw) == left


@pytest.mark.parametrize(
    ("raw", "left"), [("1.005", "1.01"), ("1.015", "1.02"), ("1.0049", "1.00"), ("0.005", "0.01")]
)
def test_half_a_cent_is_rounded_up_and_not_to_even(raw: str, left: str) -> None:
    on_time = Lateness(due=DUE, received=None)
    assert deduct_lateness(rule(), on_time, Decimal(raw), TEN) == Decimal(left)


def test_after_the_cut_off_nothing_is_left_whatever_was_earned() -> None:
    late = lateness(rule(cutoff_days=1, penalty_percent_a_day=Decimal(0)), DUE + 2 * DAY)
    assert deduct_lateness(rule(), late, TEN, TEN) == 0


@pytest.mark.parametrize(
    ("due", "received"),
    [
        ("9999-12-31T23:59:59-05:00", "2026-12-01T00:00:00+00:00"),
        ("9999-12-30T00:00:00+00:00", "2026-12-01T00:00:00+00:00"),
        ("2026-12-01T00:00:00-05:00", "0001-01-01T00:00:00+14:00"),
    ],
    ids=["due at the end, in the west", "more days than there are", "received at the start"],
)
def test_the_ends_of_the_calendar_are_on_time(due: str, received: str) -> None:
    policy = rule(due=datetime.fromisoformat(due), grace_minutes=15)
    late = lateness(policy, datetime.fromisoformat(received), extension(days=3650))
    assert (deadline_with_grace(policy, extension(days=3650)) or DUE) >= policy.due
    assert late.days == 0
    until = extension(until=datetime.fromisoformat("9999-12-31T23:59:59-05:00"))
    assert lateness(rule(), DUE + DAY, until).days == 0
