"""Where two values first part: names, positions, keys, sets, and what is noted on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support.cases import cases
from support.values import values

from grader.compare import find_difference
from grader.model import Handle, Tensor


@pytest.mark.parametrize(
    ("got", "want", "where", "expected", "received"),
    cases(
        {
            "an item": ((1, [2, 3]), (1, [2, 4]), "x[1][1]", "4", "3"),
            "a key": ({"a": {"b": 1}}, {"a": {"b": 2}}, "x['a']['b']", "2", "1"),
            "a missing key": ({}, {"a": 1}, "x", "keys a", "no keys"),
            "a key more": ({1: 1, 2: 2}, {1: 1}, "x", "keys 1", "keys 1, 2"),
            "keys of another type": ({"1": 1}, {1: 1}, "x", "keys 1", "keys 1"),
            "an item too many": ([1, 2, 3], [1, 2], "x", "a list of 2 items", "a list of 3 items"),
            "no items": ((), (1,), "x", "a tuple of 1 item", "a tuple of 0 items"),
            "an item that a set lacks": (
                {1, 2},
                {1, 2, 3},
                "x",
                "the number 3 in it",
                "a set of 2 without it",
            ),
            "an item too many in a set": ({1, 2}, {1}, "x", "the number 2 not in it", "it there"),
            "a list for a set": ([1], {1}, "x", "a set of 1 item", "a list of 1 item"),
            "a word": ("Cat", "cat", "x", "'cat'", "'Cat'"),
            "bytes for text": (b"cat", "cat", "x", "the string 'cat'", "a bytes"),
            "truth for one": (True, 1, "x", "the number 1", "True"),
            "nothing for a word": (None, "", "x", "the string ''", "None"),
            "a word in an array": (
                np.array(["a", "b"]),
                np.array(["a", "c"]),
                "x[1]",
                "'c'",
                "'b'",
            ),
            "an array of words too long": (
                np.array(["a", "b"]),
                np.array(["a"]),
                "x",
                "shape (1,)",
                "shape (2,)",
            ),
            "numbers for words": (
                np.ones(1),
                np.array(["a"]),
                "x",
                "an array of <U1 and shape (1,)",
                "an array of float64 and shape (1,)",
            ),
            "an object for a number": (
                Handle(1, "Net"),
                1,
                "x",
                "the number 1",
                "an object of class Net",
            ),
        }
    ),
)
def test_the_first_place_where_two_values_part(
    got: Any, want: Any, where: str, expected: str, received: str
) -> None:
    difference, _ = find_difference(got, want, names="x")
    assert (difference.where, difference.expected, difference.got) == (where, expected, received)


@pytest.mark.parametrize(
    ("names", "where"),
    cases(
        {
            "a name": ("pair", "pair[1]"),
            "a name for each": (("first", "second"), "second"),
            "none": ((), "the answer[1]"),
            "too few": (("first",), "the answer[1]"),
            "an empty name": ("", "[1]"),
        }
    ),
)
def test_what_the_place_is_called(names: Any, where: str) -> None:
    assert find_difference((1, 2), (1, 3), names=names)[0].where == where


def test_a_dict_without_a_name_is_told_by_its_keys_alone() -> None:
    assert find_difference({"loss": 1}, {"loss": 2})[0].where == "loss"


def test_one_axis_names_the_positions_of_a_list_and_what_agreed_before() -> None:
    difference, _ = find_difference(
        ["a", "b", "x"], ["a", "b", "c"], names="words", axes=("epoch",)
    )
    assert (difference.where, difference.agreeing) == ("words, epoch 2", "epochs 0 and 1 agree")


def test_a_list_of_floats_is_one_array_whose_largest_number_gives_the_tolerance() -> None:
    assert find_difference([1e6, 1e-4 + 1e-6], [1e6, 1e-4], rtol=1e-9)[0] is None
    assert find_difference([1e-4 + 1e-6], [1e-4], rtol=1e-9)[0] is not None


@pytest.mark.parametrize(
    ("got", "want", "notes"),
    cases(
        {
            "a list for a tuple": ([1], (1,), ["x came as a list, which counts as a tuple"]),
            "an array for a list": (
                np.array([1]),
                [1],
                ["x came as an array, which counts as a list"],
            ),
            "deep within": ([(1,)], [[1]], ["x[0] came as a tuple, which counts as a list"]),
            "an array within a tuple": (
                ([1.0],),
                (np.array([1.0]),),
                ["x[0] came as a list of rows, which counts as one array"],
            ),
            "nothing to note": ([1], [1], []),
        }
    ),
)
def test_what_was_taken_alike_is_noted(got: Any, want: Any, notes: list[str]) -> None:
    assert find_difference(got, want, names="x") == (None, notes)


@pytest.mark.parametrize(
    "make",
    [
        lambda: {float("nan"): 1, "a": 2},
        lambda: {(float("nan"), 1): 2},
        lambda: {float("nan"), 1.0},
        lambda: {"a": {float("nan"): [1.0]}},
    ],
    ids=["a key", "in a key", "in a set", "a key within"],
)
def test_nan_as_a_key_is_the_same_key_on_both_sides(make: Callable[[], Any]) -> None:
    """As `value_counts(dropna=False).to_dict()` gives it: no NaN equals another one."""
    assert find_difference(make(), make())[0] is None


def test_what_stands_under_nan_is_compared() -> None:
    difference, _ = find_difference({float("nan"): 1}, {float("nan"): 2}, names="counts")
    assert (difference.where, difference.expected) == ("counts[nan]", "2")
    assert find_difference({float("nan"), 1.0}, {1.0})[0].expected == "the number nan not in it"


def test_notes_are_kept_also_where_there_is_a_difference() -> None:
    difference, notes = find_difference([1, 2], (1, 3), names="x")
    assert difference is not None and notes == ["x came as a list, which counts as a tuple"]


def test_named_answers_that_came_stacked_are_taken_apart() -> None:
    both = Tensor(np.array([[1.0], [2.0]]))
    want = (Tensor(np.array([1.0])), Tensor(np.array([3.0])))
    difference, notes = find_difference(both, want, names=("h", "c"))
    assert difference.where == "c[0]"
    assert notes == ["the answers came stacked in one array, which counts as a tuple"]


def test_how_close_every_comparison_was_is_added_up() -> None:
    measured: list[Any] = []
    find_difference(
        (np.ones(2), 1.0, 3), (np.ones(2), 1.0, 3), names=("a", "b", "c"), measured=measured
    )
    assert [measure.where for measure in measured] == ["a", "b"]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda value: value,
        lambda value: [value],
        lambda value: {"k": value},
        lambda value: (1, value),
    ],
    ids=["alone", "in a list", "in a dict", "in a tuple"],
)
@settings(max_examples=15)
@given(values)
def test_a_difference_does_not_depend_on_what_stands_around_it(
    wrap: Callable[[Any], Any], value: Any
) -> None:
    alone = find_difference(value, None)[0]
    wrapped = find_difference(wrap(value), wrap(None))[0]
    assert (alone is None) is (wrapped is None)
    if alone is not None:
        assert (alone.expected, alone.got) == (wrapped.expected, wrapped.got)
