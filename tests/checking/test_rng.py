"""Random inputs are the same bits on every machine."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checking.rng import GRID, Rng


def test_the_draws_of_a_seed_and_a_check_never_change() -> None:
    """Transcripts hold answers to exactly these numbers."""
    rng = Rng(11, "a::one")
    assert (rng.values(2, 2) * GRID).tolist() == [[-171.0, -31.0], [14.0, 36.0]]
    assert rng.integers(0, 100, 3).tolist() == [28, 70, 86]
    assert (rng.choice("abc"), rng.word("xyz", 4)) == ("b", "yyzy")


def test_another_seed_or_another_check_draws_other_numbers() -> None:
    drawn = [Rng(seed, check).values(4).tolist() for seed in (1, 2) for check in ("a::x", "a::y")]
    assert len({tuple(numbers) for numbers in drawn}) == 4


@given(st.integers(), st.floats(0.01, 1e4))
def test_values_lie_within_the_scale_on_a_grid_that_float32_holds(seed: Any, scale: Any) -> None:
    values = Rng(seed, "a::x").values(20, scale=scale)
    assert values.dtype == np.float64 and np.abs(values).max() <= scale + 0.5 / GRID
    assert np.array_equal(values.astype(np.float32).astype(np.float64), values)
    assert np.array_equal(np.round(values * GRID), values * GRID)


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3, 4)])
def test_shapes(shape: Any) -> None:
    rng = Rng(1, "a::x")
    assert (
        rng.values(*shape).shape
        == rng.integers(0, 2, *shape).shape
        == rng.tensor(*shape).shape
        == shape
    )


def test_a_tensor_is_float32_and_has_the_numbers_of_values() -> None:
    tensor = Rng(1, "a::x").tensor(3, scale=0.5)
    assert tensor.dtype == "float32"
    assert tensor.array.tolist() == Rng(1, "a::x").values(3, scale=0.5).tolist()


@given(st.integers(), st.integers(-50, 50), st.integers(1, 50))
def test_integers_reach_both_ends_and_not_beyond(seed: Any, low: Any, span: Any) -> None:
    drawn = Rng(seed, "a::x").integers(low, low + span, 400)
    assert drawn.dtype == np.int64 and drawn.min() >= low and drawn.max() < low + span
    assert span > 20 or set(drawn.tolist()) == set(range(low, low + span))


def test_what_a_check_does_to_its_numbers_stays_with_it() -> None:
    Rng(1, "a::x").values(3)[:] = 7
    assert not np.any(Rng(1, "a::x").values(3) == 7)
