"""What a student reads when an answer is not the reference's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.compare import find_difference, sentence
from grader.model import Handle, Opaque, Tensor, Tolerance, Tolerances

PAIR = {"names": ("outputs", "states"), "axes": ("time step", "unit")}


def said(got: Any, want: Any, **how: Any) -> str:
    difference, _ = find_difference(got, want, **how)
    assert difference is not None
    return sentence(difference)


def test_the_first_wrong_number_is_named_by_its_axes_and_what_agrees_before_it() -> None:
    want = np.tanh(np.arange(28.0).reshape(7, 4) / 14)
    got = want.copy()
    got[2, 1], got[5:] = 2.0, -1.0
    assert (
        said((got, want), (want, want), **PAIR)
        == "outputs, time step 2, unit 1: expected 0.5668, got 2.0000; steps 0 and 1 agree\n"
        "9 of 28 numbers differ, the largest by 2"
    )


def test_the_second_value_of_a_pair_is_looked_at_when_the_first_is_right() -> None:
    ones = np.ones((2, 3))
    assert said((ones, ones * 3), (ones, ones), **PAIR).startswith(
        "states, time step 0, unit 0: expected 1.0000, got 3"
    )


@pytest.mark.parametrize(
    ("step", "words"),
    [(0, None), (1, "step 0 agrees"), (2, "steps 0 and 1 agree"), (3, "steps 0 to 2 agree")],
)
def test_what_agrees_before_the_difference(step: int, words: str | None) -> None:
    got = np.zeros((4, 2))
    got[step] = 1.0
    difference, _ = find_difference(
        got, np.zeros((4, 2)), names="outputs", axes=("time step", "unit")
    )
    assert difference.agreeing == words


def test_nothing_is_said_to_agree_that_does_not() -> None:
    """The first number that is not finite stands at step 2, and step 0 is wrong as well."""
    got = np.array([9.0, 1.0, np.nan])
    assert "agree" not in said(got, np.ones(3), names="outputs", axes=("time step",))


def test_batches_have_a_plural() -> None:
    assert "batches 0 and 1 agree" in said(
        np.array([1.0, 1.0, 9.0]), np.ones(3), names="losses", axes=("batch",)
    )


@pytest.mark.parametrize(
    ("got", "want", "how", "sentence_"),
    cases(
        {
            "without names or axes": (
                np.array([1.0, 5.0]),
                np.ones(2),
                {},
                "the answer[1]: expected 1.0000, got 5.0000",
            ),
            "with a name": (
                np.array([[1.0, 5.0]]),
                np.ones((1, 2)),
                {"names": "x"},
                "x[0, 1]: expected 1.0000",
            ),
            "as many digits as it takes": (
                1.00002,
                1.0,
                {"names": "loss"},
                "loss: expected 1.000000, got 1.000020",
            ),
            "a very small number": (
                2e-9,
                1e-5,
                {"names": "loss"},
                "loss: expected 1e-05, got 2e-09",
            ),
            "a shape": (
                np.ones((2, 3)),
                np.ones((3, 2)),
                PAIR,
                "the answer: expected shape (3, 2), got shape (2, 3)",
            ),
            "a dtype kind": (
                np.array([1, 2]),
                np.ones(2),
                {},
                "expected float numbers, got integer numbers",
            ),
            "nothing": (
                None,
                np.ones(2),
                {},
                "expected an array of float64 and shape (2,), got None",
            ),
            "a string": ("cat", "hola", {"names": "word"}, "word: expected 'hola', got 'cat'"),
            "a word for a number": ("1", 1, {}, "expected the number 1, got the string '1'"),
            "an object": (Handle(3, "Model"), np.ones(2), {}, "got an object of class Model"),
            "what cannot be sent": (Opaque("generator", ""), (1, 2), {}, "got a generator"),
            "a tensor": (
                np.ones(2),
                Tensor(np.ones(2, "f4")),
                {},
                "expected a tensor of float32 and shape (2,), got an array",
            ),
            "too few": (
                (np.ones(2),),
                (np.ones(2),) * 2,
                {},
                "expected a tuple of 2 items, got a tuple of 1 item",
            ),
            "other keys": (
                {"a": 1, "b": 2},
                {"a": 1, "c": 2},
                {},
                "expected keys a, c, got keys a, b",
            ),
            "a value under a key": (
                {"a": (1, 2)},
                {"a": (1, 3)},
                {"names": "shapes"},
                "shapes['a'][1]: expected 3, got 2",
            ),
            "an index": ((1, 5), (1, 3), {"names": "shape"}, "shape[1]: expected 3, got 5"),
            "an int that is a float": (3.0, 3, {"names": "n"}, "n: expected 3, got 3.0000"),
        }
    ),
)
def test_the_sentence_says_where_what_was_expected_and_what_came(
    got: Any, want: Any, how: Any, sentence_: str
) -> None:
    assert sentence_ in said(got, want, **how)


def test_shape_comes_before_dtype_kind_before_finiteness_before_numbers() -> None:
    want = np.ones(3)
    stages = [
        ("type", "ones"),
        ("shape", np.array([7, 7])),
        ("dtype", np.array([7, 7, 7])),
        ("not_finite", np.array([7.0, 7.0, np.nan])),
        ("values", np.array([1.0, 7.0, 1.0])),
    ]
    assert [find_difference(got, want)[0].kind for _, got in stages] == [kind for kind, _ in stages]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("want", [0.0, np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(
    "wrap",
    [float, np.array, lambda value: Tensor(np.array([value]))],
    ids=["float", "array", "tensor"],
)
def test_what_is_not_finite_is_never_right(bad: Any, want: Any, wrap: Any) -> None:
    """Not even where the reference has the same.

    A reference that is not finite is the course's mistake.
    """
    difference, _ = find_difference(wrap(bad), wrap(want))
    assert difference is not None and difference.kind == "not_finite"


@pytest.mark.parametrize("want", [np.inf, np.nan])
def test_a_finite_number_is_not_one_that_is_not_finite(want: Any) -> None:
    """An expected infinity must not make the allowed error infinite, for itself or for its
    neighbours.
    """
    assert find_difference(np.array([5.0, 1.0]), np.array([want, 1.0]))[0] is not None
    assert find_difference(np.array([1.0, 5.0]), np.array([want, 1.0]))[0] is not None


@pytest.mark.parametrize(
    ("dtype", "error", "right"),
    [("f8", 5e-10, True), ("f8", 5e-9, False), ("f4", 5e-6, True), ("f4", 5e-5, False)],
)
def test_the_tolerance_is_that_of_the_expected_dtype(dtype: str, error: float, right: bool) -> None:
    want = np.zeros(2, dtype)
    assert (find_difference(want + want.dtype.type(error), want)[0] is None) is right


def test_the_assignment_s_tolerance_and_the_check_s_own_are_used() -> None:
    loose = Tolerances(float64=Tolerance(absolute=0.1, relative=0.0))
    assert find_difference(np.full(2, 0.05), np.zeros(2), tolerances=loose)[0] is None
    assert (
        find_difference(np.full(2, 0.05), np.zeros(2), tolerances=loose, atol=0.01)[0] is not None
    )
    assert find_difference(np.full(2, 10.5), np.full(2, 10.0), rtol=0.1)[0] is None


def test_a_time_step_has_a_tolerance_of_its_own_scale() -> None:
    """A late step of a million must not hide an error in an early step of one."""
    want = np.array([[1.0], [1e6]])
    got = want + np.array([[1e-6], [0.0]])
    assert find_difference(got, want)[0] is None
    assert "time step 0" in said(got, want, names="outputs", axes=("time step", "unit"))


@pytest.mark.parametrize("exact", [np.array([1, 2]), np.array([True, False])])
def test_integers_and_booleans_have_no_tolerance(exact: Any) -> None:
    assert find_difference(exact, exact, atol=10.0)[0] is None
    assert find_difference(exact[::-1], exact, atol=10.0)[0] is not None
