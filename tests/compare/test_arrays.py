"""The first number in which two arrays differ, and what is said and measured beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy
from support.cases import cases

from grader.compare.arrays import compare_arrays
from grader.compare.comparing import Comparing
from grader.compare.numbers import NOT_FINITE
from grader.model import Difference, Tolerances


def compared(got: Any, want: Any, *axes: str, **how: Any) -> tuple[Difference | None, Comparing]:
    comparing = Comparing(Tolerances(), how.get("atol"), how.get("rtol"), axes, measured=[])
    return compare_arrays(np.asarray(got), np.asarray(want), "x", comparing), comparing


@pytest.mark.parametrize(
    ("got", "want", "kind", "expected", "received"),
    cases(
        {
            "shape": (np.ones((2, 3)), np.ones((3, 2)), "shape", "shape (3, 2)", "shape (2, 3)"),
            "an axis more": (np.ones((2, 1)), np.ones(2), "shape", "shape (2,)", "shape (2, 1)"),
            "an axis of 0": (
                np.ones((0, 2)),
                np.ones((2, 0)),
                "shape",
                "shape (2, 0)",
                "shape (0, 2)",
            ),
            "a number for a row": (1.0, np.ones(1), "shape", "shape (1,)", "shape ()"),
            "ints": ([1, 1], np.ones(2), "dtype", "float numbers", "integer numbers"),
            "truth": ([True], [1], "dtype", "integer numbers", "boolean numbers"),
            "complex": ([1j], [1.0], "dtype", "float numbers", "complex numbers"),
            "both": ([1], np.ones(2), "shape", "shape (2,)", "shape (1,)"),
        }
    ),
)
def test_shape_is_told_before_kind_and_kind_before_numbers(
    got: Any, want: Any, kind: str, expected: str, received: str
) -> None:
    difference, _ = compared(got, want)
    assert (difference.kind, difference.expected, difference.got) == (kind, expected, received)
    assert (difference.where, difference.size, difference.differing) == ("x", None, None)


def test_the_first_wrong_number_in_the_order_of_reading() -> None:
    want = np.zeros((2, 3))
    got = want.copy()
    got[0, 2], got[1, 0] = 5.0, 9.0
    difference, _ = compared(got, want)
    assert (difference.kind, difference.where, difference.got) == ("values", "x[0, 2]", "5.0000")
    assert (difference.differing, difference.size, difference.largest_error) == (2, 6, 9.0)


def test_a_number_that_is_not_finite_is_told_before_an_earlier_wrong_one() -> None:
    """It is more often the cause than the effect."""
    difference, _ = compared([9.0, 1.0, np.nan], np.ones(3))
    assert (difference.kind, difference.where, difference.got) == ("not_finite", "x[2]", "nan")
    assert (difference.differing, difference.largest_error) == (2, 8.0)


def test_where_nothing_is_finite_no_error_is_the_largest() -> None:
    assert compared([np.nan, np.inf], np.ones(2))[0].largest_error is None


@pytest.mark.parametrize(
    ("axes", "where", "agreeing"),
    [
        (("time step", "unit"), "x, time step 2, unit 1", "steps 0 and 1 agree"),
        ((), "x[2, 1]", None),
        (("time step",), "x[2, 1]", None),
        (("a", "b", "c"), "x[2, 1]", None),
    ],
    ids=["all", "none", "too few", "too many"],
)
def test_axes_are_named_where_each_has_a_name(axes: Any, where: str, agreeing: Any) -> None:
    want = np.zeros((4, 2))
    got = want.copy()
    got[2, 1] = 1.0
    difference, _ = compared(got, want, *axes)
    assert (difference.where, difference.agreeing) == (where, agreeing)


@pytest.mark.parametrize(
    ("got", "error", "limit"),
    [
        (10.4, 0.4, 1e-9 + 1e-8),
        (10.6, None, None),
        (-10.0, None, None),
        (float("nan"), None, None),
    ],
    ids=["nearly right", "plainly wrong", "the sign", "NaN"],
)
def test_the_tolerance_is_told_of_what_is_nearly_right(
    got: float, error: float | None, limit: float | None
) -> None:
    difference, _ = compared([got], [10.0])
    assert difference.error == (error if error is None else pytest.approx(error))
    assert difference.allowed == (limit if limit is None else pytest.approx(limit))


def test_whole_numbers_are_never_nearly_right() -> None:
    difference, _ = compared([1000], [1001])
    assert (difference.error, difference.allowed, difference.largest_error) == (None, None, 1.0)


def test_single_precision_where_double_was_wanted_is_noted_only_if_it_matters() -> None:
    want = np.array([0.1, 0.2])
    difference, comparing = compared(want.astype("f4"), want)
    assert difference.kind == "values"
    assert comparing.notes == ["x came as float32, which has lost digits; compute in float64"]
    assert compared(np.array([0.5], "f4"), np.array([0.5]))[1].notes == []


@pytest.mark.parametrize(
    ("got", "error"),
    [([1.0], 0.0), ([1.0 + 1e-9], 0.5), ([2.0], 5e8), ([np.nan], NOT_FINITE)],
    ids=["exact", "half way", "far off", "NaN"],
)
def test_how_close_floats_were_is_measured(got: Any, error: float) -> None:
    (measure,) = list(compared(got, [1.0])[1].measured or [])
    assert measure.error == pytest.approx(error, rel=1e-4)
    assert (measure.where, measure.absolute, measure.relative) == ("x", 1e-9, 1e-9)


@pytest.mark.parametrize(
    ("got", "how"),
    [([1], {}), ([True], {}), ([1j], {}), ([1.0], {"atol": 0.0, "rtol": 0.0})],
    ids=["ints", "truth", "complex", "without tolerance"],
)
def test_what_has_no_tolerance_is_not_measured(got: Any, how: dict[str, float]) -> None:
    assert compared(got, got, **how)[1].measured == []


@settings(max_examples=40)
@given(of_numpy.arrays("f8", (2, 3), elements=st.floats(-100, 100)), st.integers(0, 5))
def test_one_wrong_number_is_found_wherever_it_stands(want: Any, at: int) -> None:
    got = want.copy()
    got.flat[at] += 1.0
    difference, _ = compared(got, want)
    assert difference.where == f"x[{at // 3}, {at % 3}]"
    assert (difference.differing, difference.size) == (1, 6)
