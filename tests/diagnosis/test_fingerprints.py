"""Answers in a compact form: what counts alike, what is far apart, what an exception says."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy
from support.cases import cases

from grader.diagnosis.fingerprints import (
    MOST_NUMBERS,
    MOST_TEXT,
    as_array,
    count_telling,
    fingerprint,
    measure_distance,
    numbers_of,
    with_fewer_digits,
    without_digits,
)
from grader.model import Handle, Opaque, Tensor

LONG = np.random.default_rng(5).normal(size=1000)
arrays = of_numpy.arrays("f8", of_numpy.array_shapes(max_dims=2), elements=st.floats(-1e6, 1e6))


@pytest.mark.parametrize(
    ("one", "other"),
    cases(
        {
            "rows and an array": ([[1.0, 2.0], [3.0, 4.0]], np.array([[1.0, 2.0], [3.0, 4.0]])),
            "a tensor and an array": (Tensor(np.ones(3, "f4")), np.ones(3)),
            "a tuple and a list": ((1, "a"), [1, "a"]),
            "an int and a float": (2, 2.0),
            "keys in another order": ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
            "objects of one class": (Handle(1, "Net"), Handle(7, "Net")),
            "what cannot be sent, of one kind": (Opaque("map", "x"), Opaque("map", "y")),
        }
    ),
)
def test_answers_that_count_alike_have_one_fingerprint(one: Any, other: Any) -> None:
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    cases(
        {
            "a shape": (np.ones((2, 3)), np.ones((3, 2))),
            "a number and an array of one": (1.0, np.ones(1)),
            "words": ("hola", "hello"),
            "a word and its bytes": ("a", b"a"),
            "nothing and zero": (None, 0),
            "truth": (True, False),
            "truth and one": (True, 1),
            "keys": ({"a": 1}, {"b": 1}),
            "nesting": ([[1], ["a"]], [1, "a"]),
            "classes": (Handle(1, "Net"), Handle(1, "RNN")),
            "where it is not finite": ([math.nan, 1.0], [1.0, math.nan]),
            "not finite at all": ([1.0, 2.0], [1.0, math.inf]),
        }
    ),
)
def test_answers_of_another_structure_are_infinitely_far_apart(one: Any, other: Any) -> None:
    assert measure_distance(fingerprint(one), fingerprint(other)) == math.inf


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ([1.0, 10.0], [2.0, 10.0], 0.1),
        ([0.0, 0.0], [0.0, 0.0], 0.0),
        (np.zeros(0), np.zeros(0), 0.0),
        ([0.0], [5.0], 1.0),
        ("a", "a", 0.0),
        ([math.nan, 1.0], [math.nan, 1.0], 0.0),
    ],
    ids=["a tenth", "zeros", "empty", "from nothing", "words", "not a number"],
)
def test_how_far_apart_is_relative_to_the_largest_number(
    one: Any, other: Any, distance: float
) -> None:
    assert measure_distance(fingerprint(one), fingerprint(other)) == distance


@settings(max_examples=15)
@given(arrays, arrays)
def test_far_is_a_distance(one: Any, other: Any) -> None:
    mine, theirs = fingerprint(one), fingerprint(other)
    assert measure_distance(mine, mine) == 0.0
    assert measure_distance(mine, theirs) == measure_distance(theirs, mine) >= 0.0


def test_of_a_long_answer_few_numbers_are_kept() -> None:
    kept = fingerprint(LONG)
    assert len(numbers_of(kept)) == MOST_NUMBERS and kept.size == 1000
    assert kept.scale == np.abs(LONG).max()
    assert numbers_of(fingerprint(LONG[:MOST_NUMBERS])).tolist() == LONG[:MOST_NUMBERS].tolist()


@pytest.mark.parametrize("at", [0, 1, 499, 999])
def test_one_wrong_number_of_a_thousand_is_seen_wherever_it_stands(at: int) -> None:
    """Some numbers are not kept, but each is in sums with random signs."""
    other = LONG.copy()
    other[at] += 3.0
    assert measure_distance(fingerprint(LONG), fingerprint(other)) > 1e-3


def test_two_numbers_of_a_thousand_that_changed_places_are_seen() -> None:
    other = LONG.copy()
    other[[3, 700]] = other[[700, 3]]
    assert measure_distance(fingerprint(LONG), fingerprint(other)) > 1e-3


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    """It is compared with one that was recorded elsewhere, years ago perhaps."""
    assert numbers_of(fingerprint(np.arange(100.0)))[:4].tolist() == [35.0, 56.0, 11.0, 22.0]


def test_a_long_structure_is_kept_by_its_digest() -> None:
    names = {f"parameter_{at}": "x" for at in range(50)}
    assert len(fingerprint(names).structure) == 64 < MOST_TEXT
    assert fingerprint(names) != fingerprint(names | {"parameter_7": "y"})


def test_in_a_file_digits_of_single_precision_are_kept() -> None:
    exact = fingerprint([1 / 3, 2.0])
    short = with_fewer_digits(exact)
    assert len(short.numbers) * 2 == len(exact.numbers) and short.size == exact.size
    assert 0 < measure_distance(exact, short) < 1e-7 and with_fewer_digits(short) == short


@pytest.mark.parametrize(
    ("value", "shape"),
    cases(
        {
            "an array": (np.ones((2, 3)), (2, 3)),
            "a tensor": (Tensor(np.ones(2)), (2,)),
            "a number": (3, ()),
            "rows": ([np.ones(2), [1, 2]], (2, 2)),
            "an empty list": ([], None),
            "unequal rows": ([[1], [1, 2]], None),
            "a word": ("a", None),
            "truth": (True, None),
            "strings": (np.array(["a"]), None),
            "a list with a word in it": ([1, "a"], None),
        }
    ),
)
def test_what_has_numbers_is_an_array(value: Any, shape: tuple[int, ...] | None) -> None:
    array = as_array(value)
    assert (None if array is None else array.shape) == shape


@pytest.mark.parametrize(
    ("got", "want", "count"),
    [
        ([1.5, 2.5, 3.5], [1.5, 0.0, 0.0], 2),
        ([1.5, 2.5], [1.5, 2.5], 0),
        ([7.0, 8.0], [1.0, 2.0], 0),
        ([0.1, 0.1, 0.1], [1.0, 1.0, 1.0], 1),
        ([1.5, 2.0, 2.0], [1.5], 2),
        ("a", "b", 0),
    ],
    ids=["two", "none", "whole ones", "the same", "another shape", "words"],
)
def test_how_many_different_numbers_tell_two_answers_apart(got: Any, want: Any, count: int) -> None:
    """Whole numbers do not tell where the shape is right: counts and labels agree by chance."""
    assert count_telling(fingerprint(got), fingerprint(want)) == count


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("shapes (3,4) and (5,) not aligned", "shapes (#,#) and (#,) not aligned"),
        ("0x7f3a of 1.5e-3 and 2.50", "# of # and #"),
        ("index -1", "index -#"),
        ("no digits", "no digits"),
        ("", ""),
    ],
)
def test_an_exception_is_told_without_the_numbers_of_its_input(text: str, plain: str) -> None:
    assert without_digits(text) == plain


def test_a_long_exception_is_cut() -> None:
    assert len(without_digits("x" * 10_000)) == MOST_TEXT
