"""Scales hold what was expected, and name round numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.plots.scales import Scale, scale_of, some_places, tick_text

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(FINITE, min_size=1, max_size=5), st.lists(FINITE, max_size=5))
def test_every_expected_number_has_a_place_on_the_scale(
    expected: list[float], answered: list[float]
) -> None:
    scale = scale_of(expected, answered)
    assert all(scale.holds(number) for number in expected)
    assert all(0 <= scale.share(number) <= 1 for number in (*expected, *answered))
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks() if scale.high < 1e300)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 10.0, [0, 2, 4, 6, 8, 10]),
        (-1.0, 1.0, [-1, -0.5, 0, 0.5, 1]),
        (0.0, 0.004, [0, 0.001, 0.002, 0.003, 0.004]),
        (1e20, 3e20, [1e20, 1.5e20, 2e20, 2.5e20, 3e20]),
    ],
)
def test_ticks_are_round(low: float, high: float, ticks: list[float]) -> None:
    assert Scale(low, high).ticks() == pytest.approx(ticks)


def test_ticks_of_powers_are_powers() -> None:
    assert Scale(0.5, 2e4, by_powers=True).ticks() == [1, 10, 100, 1000, 10000]
    assert len(Scale(1e-6, 1e6, by_powers=True).ticks()) <= 5


def test_numbers_are_written_short() -> None:
    assert [tick_text(n) for n in (0.5, 100000.0, 1e-7, 1234.0)] == ["0.5", "1e5", "1e-7", "1234"]


def test_of_many_places_few_are_named() -> None:
    assert list(some_places(range(5), 10)) == [0, 1, 2, 3, 4]
    assert list(some_places(range(100), 4)) == [0, 25, 50, 75]
