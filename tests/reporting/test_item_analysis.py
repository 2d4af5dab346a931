"""Item analysis: difficulty, discrimination, and how points lie."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reporting.item_analysis import FEWEST, difficulty, discrimination, spread_of

SHARES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=FEWEST, max_size=30)


@pytest.mark.parametrize(
    ("shares", "value"),
    [([], None), ([1.0, 1.0], 1.0), ([0.0, 0.0], 0.0), ([1.0, 0.5, 0.0], 0.5), ([1, 0, 0], 0.3333)],
)
def test_difficulty_is_the_mean_share_earned(shares: list[float], value: float | None) -> None:
    assert difficulty(shares) == value


def test_a_check_that_the_better_ones_pass_tells_apart() -> None:
    rest = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]
    assert discrimination([0, 0, 0, 1, 1, 1], rest) == pytest.approx(0.8783)
    assert discrimination([1, 1, 1, 0, 0, 0], rest) == pytest.approx(-0.8783)


@pytest.mark.parametrize(
    ("shares", "rest"),
    [
        ([1.0] * 4, [1.0, 2.0, 3.0, 4.0]),
        ([1.0] * 6, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        ([1.0, 0.0] * 3, [7.0] * 6),
    ],
    ids=["too few people", "everybody passes", "all else is the same"],
)
def test_where_nothing_can_be_told_there_is_no_number(
    shares: list[float], rest: list[float]
) -> None:
    assert discrimination(shares, rest) is None


@given(SHARES)
def test_discrimination_is_the_correlation(shares: list[float]) -> None:
    rest = [float((7 * at) % 11) for at in range(len(shares))]
    told = discrimination(shares, rest)
    if len(set(shares)) > 1:
        assert told == pytest.approx(statistics.correlation(shares, rest), abs=1e-4)
    else:
        assert told is None


def test_a_spread_is_ordered_and_of_somebody() -> None:
    spread = spread_of([1.0, 0.0, 1 / 3])
    assert spread and spread.shares == (0.0, 0.3333, 1.0)
    assert (spread.mean, spread.median) == (0.4444, 0.3333)
    assert spread_of([]) is None
