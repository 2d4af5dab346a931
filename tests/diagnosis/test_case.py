"""A failed comparison as families look at it: arrays in pairs, and when numbers are the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy
from support.cases import cases

from grader.diagnosis.case import (
    MOST_NUMBERS,
    Pair,
    case_of,
    count_different,
    is_clearly_near,
    is_near,
)
from grader.diagnosis.evidence import AnsweredCall, Compared, Evidence
from grader.model import Difference, Outcome, Tensor


def evidence(got: Any, want: Any, *calls: tuple[Any, ...]) -> Evidence:
    compared = Compared(
        at=1,
        got=got,
        want=want,
        names=("y",),
        difference=Difference(kind="values", where="y", expected="", got=""),
        relative=1e-9,
    )
    asked = tuple(
        AnsweredCall(said="", name="f", args=args, kwargs={"k": np.zeros(7)}, answer=None)
        for args in calls
    )
    return Evidence(check="a::x", outcome=Outcome.FAILED, compared=compared, asked=asked)


def pairs(got: Any, want: Any) -> list[tuple[Any, Any]]:
    case = case_of(evidence(got, want))
    assert case is not None
    return [(pair.got.tolist(), pair.want.tolist()) for pair in case.pairs]


@pytest.mark.parametrize(
    ("got", "want", "paired"),
    cases(
        {
            "arrays": (np.ones(2), np.zeros(2), [([1.0, 1.0], [0.0, 0.0])]),
            "a tensor": (Tensor(np.ones(1)), Tensor(np.zeros(1)), [([1.0], [0.0])]),
            "a list of numbers": ([1, 2], [1, 3], [([1.0, 2.0], [1.0, 3.0])]),
            "only what differs": ((np.ones(1), 5), (np.ones(1), 6), [(5.0, 6.0)]),
            "a dict": ({"a": 1, "b": 2}, {"a": 1, "b": 3}, [(2.0, 3.0)]),
            "keys of both": ({"a": 1, "c": 9}, {"a": 2, "b": 3}, [(1.0, 2.0)]),
            "another shape": (np.ones((1, 2)), np.ones(2), [([[1.0, 1.0]], [1.0, 1.0])]),
            "as many items as there are": ((1, "a"), (1, "a", 2), []),
            "words": ("a", "b", []),
            "nothing": (None, np.ones(2), []),
            "complex": (np.array([1j]), np.array([2j]), []),
            "equal": (np.ones(2), np.ones(2), []),
            "nearly equal": (np.ones(2) * (1 + 1e-12), np.ones(2), []),
        }
    ),
)
def test_arrays_that_stand_in_the_same_place_and_differ(
    got: Any, want: Any, paired: list[tuple[Any, Any]]
) -> None:
    assert pairs(got, want) == paired


def test_where_nothing_was_compared_there_is_no_case() -> None:
    assert case_of(Evidence(check="a::x", outcome=Outcome.RAISED, raised="ValueError")) is None


def test_an_answer_too_large_to_look_at_is_no_case() -> None:
    """A student decides how large it is, and every family would go through it."""
    huge = np.zeros(MOST_NUMBERS + 1)
    assert case_of(evidence(huge, np.ones(2))) is None
    assert case_of(evidence(huge[1:], np.ones(2))) is not None


def test_the_arguments_are_those_of_the_last_call_however_they_are_nested() -> None:
    case = case_of(evidence(1, 2, (np.ones(3),), ("word", [np.ones(2), ["x", 5]], {"a": 1})))
    assert case is not None
    assert [array.shape for array in case.arguments] == [(2,), (), (7,)]


def test_sizes_are_those_of_arguments_and_right_answers() -> None:
    case = case_of(evidence(np.ones(9), np.zeros((4, 5)), (np.ones((2, 3)),)))
    assert case is not None and case.sizes == {2, 3, 4, 5, 7}


@pytest.mark.parametrize(
    ("got", "want", "near_by"),
    [("f8", "f8", 1e-7), ("f4", "f8", 2e-5), ("f8", "f4", 2e-5), ("i4", "f8", 1e-7)],
)
def test_single_precision_on_either_side_makes_numbers_near_sooner(
    got: str, want: str, near_by: float
) -> None:
    assert Pair(np.ones(1, got), np.ones(1, want)).near == near_by


@pytest.mark.parametrize(
    ("one", "other", "are_near"),
    cases(
        {
            "the same": ([1.0, 2.0], [1.0, 2.0], True),
            "relative to the largest": ([0.0, 100.0], [0.05, 100.0], True),
            "too far": ([1.0], [1.01], False),
            "another shape": ([1.0], [[1.0]], False),
            "nothing": ([], [], False),
            "zeros have no scale": ([0.0], [0.0], False),
            "not finite": ([np.inf], [np.inf], False),
            "ints": ([1000], [1001], True),
        }
    ),
)
def test_numbers_are_near_relative_to_the_largest(one: Any, other: Any, are_near: bool) -> None:
    assert is_near(np.array(one), np.array(other), 1e-3) is are_near


@pytest.mark.parametrize(
    ("got", "rather"),
    cases(
        {
            "a mistake's": (1.0005, True),
            "with other last digits": (1.00051, True),
            "between both": (1.0003, False),
            "on the other side of the right one": (0.9995, False),
            "near to neither": (1.5, False),
            "the right one": (1.0, False),
        }
    ),
)
def test_an_answer_is_rather_a_mistake_s_where_that_is_far_nearer(got: float, rather: bool) -> None:
    mine, theirs, right = (np.array([value, 1.0]) for value in (got, 1.0005, 1.0))
    assert is_clearly_near(mine, theirs, right, 1e-2) is rather


@settings(max_examples=30)
@given(of_numpy.arrays("f8", 4, elements=st.floats(0.1, 100)), st.floats(0.1, 100))
def test_near_does_not_know_the_unit(array: Any, unit: float) -> None:
    other = array + np.array([0.0, 0.001, 0.0, 0.0]) * array.max()
    assert is_near(array, other, 1e-2) and is_near(array * unit, other * unit, 1e-2)
    assert not is_near(array, other, 1e-5) and not is_near(array * unit, other * unit, 1e-5)


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        ([], 0),
        ([0.0, 1.0, 1.0], 0),
        ([0.5, 0.5, 2.0], 2),
        ([[0.1, 0.2], [0.3, 0.1]], 3),
        ([1 / 3, 0.3333333333], 1),
        ([True, False], 0),
        ([5, 5, 6], 2),
        ([0.5j, 2.0 + 1j], 1),
    ],
)
def test_zero_and_one_say_nothing_and_neither_do_last_digits(numbers: Any, count: int) -> None:
    assert count_different(np.array(numbers)) == count


def test_of_an_enormous_answer_the_first_numbers_are_counted() -> None:
    """One submission's answer of 16 million numbers cost the examiner eleven seconds a check."""
    assert count_different(np.broadcast_to(np.arange(50.0), (1 << 40, 50))) == 48


@pytest.mark.parametrize(
    "got",
    [
        [np.zeros(MOST_NUMBERS // 2 + 1), np.zeros(MOST_NUMBERS // 2 + 1, "c16")],
        {"a": np.zeros(MOST_NUMBERS), "b": [1.0]},
        [[0.5] * 1000] * 300,
    ],
    ids=["arrays of several types", "a dict", "rows"],
)
def test_what_is_enormous_together_is_no_case(got: Any) -> None:
    assert case_of(evidence(got, np.zeros((2, 3)))) is None
