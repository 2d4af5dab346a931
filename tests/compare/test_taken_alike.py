"""Forms of an answer that count alike, and forms that do not."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from support.cases import cases
from support.values import values

from grader.compare import find_difference, sentence
from grader.compare.numbers import margin
from grader.model import Handle, Opaque, Tensor
from grader.wire.ceilings import MAX_INT_DIGITS

ROWS = np.arange(6.0).reshape(3, 2)


def tensor(value: Any, dtype: str = "f4") -> Tensor:
    return Tensor(np.asarray(value, dtype))


@pytest.mark.parametrize(
    ("got", "want", "note"),
    cases(
        {
            "a list for a tuple": ([1, 2], (1, 2), "came as a list, which counts as a tuple"),
            "a tuple for a list": (
                ("a", "b"),
                ["a", "b"],
                "came as a tuple, which counts as a list",
            ),
            "rows for an array": (
                list(ROWS),
                ROWS,
                "came as a list of rows, which counts as one array",
            ),
            "rows of numbers": (ROWS.tolist(), ROWS, "came as a list of rows"),
            "a tuple of rows": (tuple(ROWS), ROWS, "came as a tuple of rows"),
            "rows for a tensor": (
                [tensor([1, 2]), tensor([3, 4])],
                tensor([[1, 2], [3, 4]]),
                "list of rows",
            ),
            "0-d tensors for a tensor": (
                [tensor(1.0), tensor(2.0)],
                tensor([1.0, 2.0]),
                "list of rows",
            ),
            "an array for a list": (
                np.array([1.0, 2.0]),
                [1.0, 2.0],
                "came as an array, which counts as a list",
            ),
            "a tensor for a tuple of ints": (tensor([3, 1], "i8"), (3, 1), "came as a"),
            "a 0-d tensor for a float": (tensor(1.5), 1.5, None),
            "a 0-d array for a float": (np.array(1.5), 1.5, None),
            "a float for a 0-d tensor": (1.5, tensor(1.5), None),
            "0-d tensors in a list": ([tensor(1.5), tensor(2.5)], [1.5, 2.5], None),
            "an int for a float": (2, 2.0, None),
            "a NumPy int for an int": (np.array(3), 3, None),
            "float32 for float64": (np.array([1.0, 2.0], "f4"), np.array([1.0, 2.0]), None),
            "int32 for int64": (np.array([1, 2], "i4"), np.array([1, 2], "i8"), None),
            "empty arrays": (np.ones((0, 2)), np.ones((0, 2)), None),
            "objects on the other side": (Handle(1, "Mine"), Handle(9, "Theirs"), None),
        }
    ),
)
def test_taken_alike(got: Any, want: Any, note: str | None) -> None:
    difference, notes = find_difference(got, want, names="losses")
    assert difference is None
    assert bool(notes) is bool(note) and all(note in said for said in notes)


@pytest.mark.parametrize(
    ("got", "want"),
    cases(
        {
            "a bool for an int": (True, 1),
            "an int for a bool": (1, True),
            "a bool for a float": (True, 1.0),
            "bools for ints": (np.array([True, True]), np.array([1, 1])),
            "ints for floats": (np.array([1, 1]), np.array([1.0, 1.0])),
            "bools in a list of floats": ([True, 1.0], [1.0, 1.0]),
            "an array for a tensor": (np.ones(2), tensor([1, 1])),
            "a tensor for an array": (tensor([1, 1], "f8"), np.ones(2)),
            "an array of one for a float": (np.array([1.0]), 1.0),
            "a column for a row": (ROWS.T, ROWS),
            "rows of unequal length": ([np.ones(2), np.ones(3)], np.ones((2, 2))),
            "a dict for a tuple": ({0: 1, 1: 2}, (1, 2)),
            "a set of one": ((1.0,), 1.0),
            "nothing for zero": (None, 0),
            "text for bytes": ("a", b"a"),
            "complex for float": (1 + 0j, 1.0),
            "an object for a value": (Handle(1, "Model"), 1.0),
            "two values stacked in one": (np.ones((2, 3)), (np.ones(3), np.zeros(3))),
        }
    ),
)
def test_not_taken_alike(got: Any, want: Any) -> None:
    assert find_difference(got, want)[0] is not None


def test_a_pair_stacked_in_one_array_counts_as_the_pair_that_has_names() -> None:
    difference, notes = find_difference(
        np.ones((2, 3)), (np.ones(3), np.ones(3)), names=("outputs", "states")
    )
    assert difference is None
    assert notes == ["the answers came stacked in one array, which counts as a tuple"]


@given(values)
def test_a_value_with_nothing_odd_in_it_equals_itself(value: Any) -> None:
    difference, _ = find_difference(value, value)
    assert (
        difference is None
        or difference.kind == "not_finite"
        or has(value, Opaque)
        or has(value, complex)
    )


def has(value: Any, kind: Any) -> bool:
    inner = (
        value.values()
        if isinstance(value, dict)
        else value
        if isinstance(value, list | tuple)
        else ()
    )
    return isinstance(value, kind) or any(has(item, kind) for item in inner)


@given(values, values)
def test_any_answer_can_be_compared_with_any_other_and_the_sentence_stays_short(
    got: Any, want: Any
) -> None:
    difference, notes = find_difference(got, want, names="the answer")
    assert difference is None or len(sentence(difference)) < 1_000
    assert all(len(note) < 1_000 for note in notes)


def test_small_rows_are_not_stacked_into_something_huge() -> None:
    wide = [np.zeros(1 << 20, np.int8)] * 40 + [np.zeros(1 << 20, np.complex128)]
    for got, want in ((wide, ROWS), (np.zeros(1 << 22, np.int8), [1.0, 2.0])):
        tracemalloc.start()
        difference, _ = find_difference(got, want)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert difference is not None and peak < 1 << 20


HUGE = 10**400, 16**MAX_INT_DIGITS - 1


@pytest.mark.parametrize(
    "want", [1, 1.0, "a", True, None, np.ones(()), tensor(1.0), (1,), [1.0], np.ones(1), {"a": 1}]
)
@pytest.mark.parametrize(
    "huge", HUGE, ids=["more than a float holds", "the largest that can be sent"]
)
@pytest.mark.parametrize(
    "wrap",
    cases(
        {
            "alone": lambda n: n,
            "in a list": lambda n: [n],
            "as a key": lambda n: {n: 1},
            "in a dict": lambda n: {"a": n},
        }
    ),
)
def test_a_huge_int_is_a_wrong_answer_like_any_other(
    huge: Any, want: Any, wrap: Callable[..., Any]
) -> None:
    difference, _ = find_difference(wrap(huge), want)
    assert difference is not None and len(sentence(difference)) < 1_000


@pytest.mark.parametrize(
    "got",
    [
        "x" * 1_000_000,
        {"k" * 1_000_000: 1},
        dict.fromkeys(range(9_000)),
        Opaque("Model", "x" * 1_000_000),
        Opaque("x" * 1_000_000, ""),
        Handle(1, "x" * 1_000_000),
        Tensor(np.ones(2), "x" * 1_000_000),
        ["x" * 1_000_000],
    ],
    ids=["string", "key", "keys", "description", "kind", "class", "dtype", "item"],
)
@pytest.mark.parametrize(
    "want",
    [1.0, "hola", {"a": 1}, ("a",), np.ones(2)],
    ids=["float", "str", "dict", "tuple", "array"],
)
def test_a_student_s_long_answer_makes_no_long_sentence(got: Any, want: Any) -> None:
    difference, _ = find_difference(got, want)
    assert difference is not None and len(sentence(difference)) < 1_000


@pytest.mark.parametrize(
    ("scores", "gap"),
    [
        ([[1.0, 4.0, 3.0]], 0.25),
        ([[4.0, 0.0], [1.0, 2.0]], 0.25),
        ([[1.0, 1.0]], 0.0),
        ([[5.0]], np.inf),
        ([[0.0, 0.0]], 0.0),
    ],
)
def test_the_margin_is_the_smallest_gap_relative_to_the_largest_score(
    scores: Any, gap: Any
) -> None:
    assert margin(np.array(scores)) == gap


@pytest.mark.parametrize("got", [np.float64(0), np.array(1.0), Tensor(np.array(1.0, np.float32))])
def test_one_number_is_no_tuple_of_arrays(got: Any) -> None:
    want = (np.ones((3, 2)), np.ones((3, 2)))
    difference, _ = find_difference(
        got if isinstance(got, Tensor) else np.asarray(got), want, names=("outputs", "states")
    )
    assert difference is not None and difference.expected == "a tuple of 2 items"


@pytest.mark.parametrize("want", [[], ()], ids=["list", "tuple"])
def test_an_empty_array_counts_as_an_empty_list(want: Any) -> None:
    assert find_difference(np.array([]), want)[0] is None
    assert find_difference(np.array([]), [1.0])[0].kind == "structure"
