"""When numbers are equal: tolerances of steps, NaN, empty arrays, margins."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy
from support.cases import cases

from grader.compare.numbers import (
    NOT_FINITE,
    allowed_errors,
    are_within,
    errors,
    excess,
    kind,
    margin,
)
from grader.model import Tolerance

EXACT = Tolerance(absolute=0.0, relative=0.0)
TENTH = Tolerance(absolute=0.0, relative=0.1)
ONE = Tolerance(absolute=1.0, relative=0.0)
floats = of_numpy.arrays(
    "f8",
    of_numpy.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
    elements=st.floats(-1e6, 1e6),
)


@pytest.mark.parametrize(
    ("axes", "expected"),
    cases(
        {
            "no names": ((), [[10.0, 10.0], [10.0, 10.0]]),
            "names of units": (("unit", "time step"), [[10.0, 10.0], [10.0, 10.0]]),
            "time steps": (("time step", "unit"), [[1.0, 1.0], [10.0, 10.0]]),
            "epochs": (("epoch",), [[1.0, 1.0], [10.0, 10.0]]),
            "layers": (("layer", "unit"), [[1.0, 1.0], [10.0, 10.0]]),
        }
    ),
)
def test_what_is_allowed_is_a_share_of_the_largest_number_of_its_step(
    axes: tuple[str, ...], expected: list[list[float]]
) -> None:
    want = np.array([[-10.0, 3.0], [100.0, 0.0]])
    assert allowed_errors(want, TENTH, axes).tolist() == expected


def test_a_list_of_losses_has_a_scale_for_each_step() -> None:
    assert allowed_errors(np.array([1.0, 100.0]), TENTH, ("step",)).tolist() == pytest.approx(
        [0.1, 10.0]
    )


def test_a_number_alone_is_its_own_scale() -> None:
    assert allowed_errors(np.array(-5.0), Tolerance(absolute=1.0, relative=0.5), ("step",)) == 3.5


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0)], ids=str)
@pytest.mark.parametrize("axes", [(), ("time step", "unit")], ids=["no names", "steps"])
def test_nothing_is_within_any_tolerance_of_nothing(shape: tuple[int, ...], axes: Any) -> None:
    none = np.zeros(shape)
    assert allowed_errors(none, TENTH, axes).shape == shape
    assert are_within(none, none, TENTH, axes).shape == shape
    assert excess(none, none, TENTH, axes) == 0.0


@pytest.mark.parametrize(
    ("got", "want", "error"),
    [
        (1, 3, 2.0),
        (3 + 4j, 0j, 5.0),
        (1j, 0.0, 1.0),
        (True, 0.0, 1.0),
        (-np.inf, 0.0, np.inf),
        (np.uint8(1), np.uint8(2), 1.0),
    ],
    ids=["ints", "complex", "complex for real", "truth", "infinite", "unsigned"],
)
def test_an_error_is_a_distance(got: Any, want: Any, error: float) -> None:
    """Of unsigned ints too, whose difference wraps around to 255."""
    assert errors(np.asarray(got), np.asarray(want)) == error


@pytest.mark.parametrize(
    ("got", "want", "right"),
    cases(
        {
            "equal": (1.0, 1.0, True),
            "at the limit": (2.0, 1.0, True),
            "beyond it": (2.0000001, 1.0, False),
            "NaN": (np.nan, 1.0, False),
            "NaN for NaN": (np.nan, np.nan, False),
            "infinity for infinity": (np.inf, np.inf, False),
            "a number for infinity": (1.0, np.inf, False),
            "an int for a float": (2, 1.0, True),
            "ints have no tolerance": (2, 1, False),
            "truth has none": (True, False, False),
            "complex": (1 + 1j, 1 + 0j, True),
            "signs of zero": (-0.0, 0.0, True),
        }
    ),
)
def test_within_one_of_what_is_wanted(got: Any, want: Any, right: bool) -> None:
    assert bool(are_within(np.asarray(got), np.asarray(want), ONE)) is right


def test_an_infinity_that_is_wanted_makes_no_room_for_its_neighbours() -> None:
    want = np.array([np.inf, 1.0])
    assert are_within(np.array([np.inf, 1.5]), want, TENTH).tolist() == [False, False]
    assert are_within(np.array([np.inf, 1.05]), want, TENTH).tolist() == [False, True]


@settings(max_examples=40)
@given(floats, st.floats(0, 1))
def test_whatever_is_wanted_is_right_and_has_no_excess(want: Any, relative: float) -> None:
    tolerance = Tolerance(absolute=1e-9, relative=relative)
    assert are_within(want, want, tolerance).all()
    assert excess(want, want, tolerance) == 0.0


@settings(max_examples=40)
@given(floats.filter(lambda array: array.size > 0), st.floats(-3, 3))
def test_the_excess_is_at_most_one_where_everything_is_within(want: Any, shift: float) -> None:
    got = want + shift
    assert bool(are_within(got, want, ONE).all()) is (excess(got, want, ONE) <= 1.0)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_the_excess_of_what_is_not_finite_can_be_written_as_json(bad: float) -> None:
    assert excess(np.array([1.0, bad]), np.ones(2), ONE) == NOT_FINITE


def test_without_any_tolerance_the_smallest_error_is_beyond_all_measure() -> None:
    assert excess(np.array([1.0 + 1e-15]), np.ones(1), EXACT) == NOT_FINITE


@pytest.mark.parametrize(
    ("dtype", "word"),
    [
        ("f2", "float"),
        ("f8", "float"),
        ("u1", "integer"),
        ("i8", "integer"),
        ("?", "boolean"),
        ("c8", "complex"),
        ("U3", "<U3"),
    ],
)
def test_a_kind_has_a_word_and_no_width(dtype: str, word: str) -> None:
    assert kind(np.zeros(1, dtype)) == word


@pytest.mark.parametrize(
    ("scores", "gap"),
    cases(
        {
            "clear": ([[1.0, 4.0, 3.0]], 0.25),
            "a draw": ([[2.0, 2.0]], 0.0),
            "the closest row counts": ([[0.0, 8.0], [3.0, 4.0]], 0.125),
            "the largest may be negative": ([[-4.0, -3.0]], 0.25),
            "one candidate": ([[1.0], [2.0]], np.inf),
            "no rows": (np.zeros((0, 3)), np.inf),
            "no candidates": (np.zeros((3, 0)), np.inf),
            "all zero": ([0.0, 0.0, 0.0], 0.0),
            "ints": (np.array([1, 4, 3]), 0.25),
        }
    ),
)
def test_a_margin_is_the_smallest_gap_of_the_two_best(scores: Any, gap: float) -> None:
    assert margin(np.asarray(scores)) == gap


@settings(max_examples=40)
@given(of_numpy.arrays("f8", (3, 4), elements=st.floats(-100, 100)), st.permutations(range(4)))
def test_a_margin_does_not_know_the_order_of_the_candidates(scores: Any, order: Any) -> None:
    assert margin(scores) == margin(scores[:, list(order)])
