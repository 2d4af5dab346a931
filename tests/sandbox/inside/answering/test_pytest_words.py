"""`pytest.raises` and `pytest.approx` for a teacher's asserts, as pytest itself has them."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.sandbox.inside.answering.pytest_words import approx, provide_pytest, raises


def test_a_block_that_raises_keeps_what_it_raised() -> None:
    with raises(ValueError, match="^no") as block:
        raise ValueError("no, not that")
    assert str(block.value) == "no, not that"


@pytest.mark.parametrize("kinds", [LookupError, (ValueError, KeyError), KeyError])
def test_a_kind_may_be_a_parent_or_one_of_several(kinds: Any) -> None:
    with raises(kinds):
        raise KeyError("x")


def test_a_block_that_raises_nothing_fails() -> None:
    with pytest.raises(AssertionError, match="DID NOT RAISE"), raises(ValueError):
        pass


def test_another_error_goes_on_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError), raises(ValueError):
        raise ZeroDivisionError


def test_words_that_do_not_match_fail() -> None:
    wrong = pytest.raises(AssertionError, match="'yes' does not match 'no'")
    with wrong, raises(ValueError, match="no"):
        raise ValueError("yes")


def test_a_function_may_be_called_in_such_a_block() -> None:
    assert isinstance(raises(ValueError, int, "x", base=10).value, ValueError)
    with pytest.raises(AssertionError, match="DID NOT RAISE"):
        raises(ValueError, int, "7")


NAN = float("nan")
PAIRS: dict[str, tuple[Any, Any, bool]] = {
    "the same": (1.0, 1.0, True),
    "nearly": (0.1 + 0.2, 0.3, True),
    "not nearly": (1.0, 1.001, False),
    "whole numbers": (3, 3, True),
    "near zero": (1e-13, 0, True),
    "not so near zero": (1e-11, 0, False),
    "not a number": (NAN, NAN, False),
    "without end": (float("inf"), float("inf"), True),
    "a list": ([1.0, 2.0 + 1e-9], [1.0, 2.0], True),
    "a longer list": ([1.0, 2.0, 3.0], [1.0, 2.0], False),
    "nothing": ([], [], True),
    "a tuple for a list": ((1.0, 2.0), [1.0, 2.0], True),
    "a dict": ({"a": 1.0 + 1e-9}, {"a": 1.0}, True),
    "a dict with another key": ({"b": 1.0}, {"a": 1.0}, False),
    "a dict for a list": ({"a": 1.0}, [1.0], False),
    "an array": (np.array([1.0, 2.0 + 1e-9]), np.array([1.0, 2.0]), True),
    "an array for a list": (np.array([1.0, 2.0]), [1.0, 2.0], True),
    "an array of another shape": (np.ones((1, 2)), np.ones(2), False),
    "an array of two axes": (np.ones((2, 2)) + 1e-9, np.ones((2, 2)), True),
    "a number of NumPy's": (np.float32(0.5), 0.5, True),
    "text": ("a", "a", True),
    "other text": ("a", "b", False),
    "a number for text": (1.0, "1.0", False),
    "None": (None, None, True),
}


@pytest.mark.parametrize(("got", "want", "alike"), cases(PAIRS))
def test_what_is_about_the_same_is_equal(got: Any, want: Any, alike: bool) -> None:
    assert (got == approx(want)) is alike
    assert (got != approx(want)) is not alike


@pytest.mark.parametrize(
    ("tolerance", "alike"),
    [
        ({}, False),
        ({"rel": 1e-2}, True),
        ({"abs": 1.0}, True),
        ({"abs": 0.5}, False),
        ({"rel": 1e-2, "abs": 0.1}, True),
    ],
)
def test_how_far_apart_may_be_said(tolerance: dict[str, Any], alike: bool) -> None:
    assert (approx(100.0, **tolerance) == 100.9) is alike
    assert (pytest.approx(100.0, **tolerance) == 100.9) is alike


@given(st.floats(-1e6, 1e6), st.floats(-1e-4, 1e-4))
def test_numbers_are_alike_just_as_pytest_says(want: float, off: float) -> None:
    got = want * (1 + off)
    near = abs(off) < 0.9e-6 or abs(got - want) < 0.9e-12
    far = abs(off) > 1.1e-6 and abs(got - want) > 1.1e-12
    if near or far:
        assert (got == approx(want)) is (got == pytest.approx(want)) is near


def test_import_pytest_gives_these_two_words_in_the_block_only() -> None:
    with provide_pytest():
        there = sys.modules["pytest"]
        assert (there.raises, there.approx) == (raises, approx)
        assert not hasattr(there, "main")
    assert sys.modules["pytest"] is pytest


def test_what_was_not_loaded_is_not_loaded_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pytest")
    with provide_pytest():
        assert "pytest" in sys.modules
    assert "pytest" not in sys.modules
