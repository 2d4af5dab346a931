"""Containers that are taken alike, before anything is compared."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import cases

from grader.compare.alike import (
    MOST_STACKED,
    as_comparable,
    as_float,
    is_number,
    number_array,
    plain_number,
    stack_rows,
    type_difference,
)
from grader.compare.comparing import Comparing
from grader.model import Tensor, Tolerances


@pytest.fixture
def comparing() -> Comparing:
    return Comparing(Tolerances(), None, None, ())


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        (0, True),
        (1.5, True),
        (np.float64(1), True),
        (True, False),
        (1j, False),
        ("1", False),
        (None, False),
    ],
    ids=repr,
)
def test_a_truth_value_is_no_number_although_python_says_so(value: object, is_one: bool) -> None:
    assert is_number(value) is is_one


@given(st.integers())
def test_an_int_of_any_size_becomes_a_float_and_an_array(number: int) -> None:
    assert as_float(number) == float(number)
    assert number_array(number).ndim == 0


@pytest.mark.parametrize("huge", [10**400, 16**3500], ids=["400 digits", "4214 digits"])
def test_an_int_beyond_every_float_counts_as_infinite(huge: int) -> None:
    assert as_float(huge) == float("inf") == number_array(huge)


@pytest.mark.parametrize(
    ("number", "dtype"),
    [(3, "int64"), (-(1 << 63), "int64"), (1 << 63, "float64"), (1.0, "float64")],
)
def test_an_int_stays_one_while_eight_bytes_hold_it(number: float, dtype: str) -> None:
    assert number_array(number).dtype == dtype


@pytest.mark.parametrize(
    ("item", "plain"),
    cases(
        {
            "a number": (1.5, 1.5),
            "in an array": (np.array(3), 3),
            "in a tensor": (Tensor(np.array(1.5, "f4")), 1.5),
            "a truth value": (True, None),
            "truth in an array": (np.array(False), None),
            "a word": ("1", "1"),
        }
    ),
)
def test_the_number_in_something_without_axes(item: object, plain: object) -> None:
    assert plain_number(item) == plain and type(plain_number(item)) is type(plain)


def test_an_array_of_one_number_is_no_number() -> None:
    one = np.array([1.5])
    assert plain_number(one) is one


@pytest.mark.parametrize(
    ("rows", "stacked"),
    cases(
        {
            "numbers": ([1, 2.5], [1.0, 2.5]),
            "rows": ([np.zeros(2), np.ones(2)], [[0.0, 0.0], [1.0, 1.0]]),
            "rows of rows": ([[[1], [2]], [[3], [4]]], [[[1], [2]], [[3], [4]]]),
            "empty rows": ([np.zeros(0)] * 2, [[], []]),
        }
    ),
)
def test_equal_rows_are_one_array_and_it_is_noted(
    rows: Any, stacked: Any, comparing: Comparing
) -> None:
    whole = stack_rows(rows, "states", comparing)
    assert isinstance(whole, np.ndarray) and whole.tolist() == stacked
    assert comparing.notes == ["states came as a list of rows, which counts as one array"]


def test_a_value_without_a_name_is_stacked_without_a_word(comparing: Comparing) -> None:
    assert isinstance(stack_rows([1, 2], "", comparing), np.ndarray)
    assert comparing.notes == []


def test_one_tensor_among_the_rows_makes_it_a_tensor(comparing: Comparing) -> None:
    rows = (np.zeros(2, "f4"), Tensor(np.ones(2, "f4")))
    whole = stack_rows(rows, "x", comparing)
    assert isinstance(whole, Tensor) and whole.shape == (2, 2)


@pytest.mark.parametrize(
    "rows",
    cases(
        {
            "nothing": ([],),
            "unequal lengths": ([np.zeros(2), np.zeros(3)],),
            "a number and a row": ([1.0, np.zeros(1)],),
            "a word among them": ([1.0, "2.0"],),
            "None among them": ([np.zeros(2), None],),
            "truth values": ([True, False],),
            "rows that do not match within": ([[1, 2], [3]],),
        }
    ),
)
def test_what_is_no_array_stays_as_it_was(rows: Any, comparing: Comparing) -> None:
    assert stack_rows(rows, "x", comparing) is rows
    assert comparing.notes == []


def test_what_would_grow_too_large_is_not_stacked(comparing: Comparing) -> None:
    half = np.zeros(MOST_STACKED // 2, np.int8)
    assert isinstance(stack_rows([half, half], "x", comparing), np.ndarray)
    rows = [half, half, half]
    assert stack_rows(rows, "x", comparing) is rows


@settings(max_examples=40)
@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=5))
def test_stacking_changes_no_number(numbers: list[float]) -> None:
    whole: Any = stack_rows(numbers, "x", Comparing(Tolerances(), None, None, ()))
    assert whole.tolist() == numbers


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    cases(
        {
            "NaN": (float("nan"), np.array(np.nan), True),
            "NaN within": (("a", (float("nan"),)), ("a", (float("nan"),)), True),
            "a number of NumPy": (np.array(3), 3, True),
            "another number": (np.array(3), 4, False),
            "words": ("a", "a", True),
            "arrays": (np.ones(2), np.ones(2), True),
            "other arrays": (np.ones(2), np.zeros(2), False),
            "an array and a word": (np.ones(2), "a", False),
            "dicts of arrays": ({"a": np.ones(2)}, {"a": np.ones(2)}, True),
        }
    ),
)
def test_keys_and_names_can_always_be_compared(one: object, other: object, equal: bool) -> None:
    assert (as_comparable((one,)) == as_comparable((other,))) is equal


def test_a_value_of_another_type_is_described_on_both_sides() -> None:
    difference = type_difference("loss", 1.0, None)
    assert (difference.kind, difference.where) == ("type", "loss")
    assert (difference.expected, difference.got) == ("the number 1.0000", "None")
