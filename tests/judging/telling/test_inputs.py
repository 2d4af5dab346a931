"""What a function was called with, in one line that a student can type again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.checking.answerers.answers import Question
from grader.judging.telling.inputs import MAX_ARGUMENTS, describe_arguments
from grader.model import Handle, Opaque, Tensor
from grader.wire.verbs import Verb


def told(*args: Any, names: tuple[str, ...] = (), **kwargs: Any) -> str:
    return describe_arguments(Question(verb=Verb.CALL, name="f", args=args, kwargs=kwargs), names)


@pytest.mark.parametrize(
    ("value", "words"),
    cases(
        {
            "a number": (3, "3"),
            "a float": (0.5, "0.5000"),
            "a word": ("hola", "'hola'"),
            "nothing": (None, "None"),
            "truth": (True, "True"),
            "an array": (np.array([1.0, 2.5]), "an array of shape (2,), first row [1, 2.5]"),
            "a tensor": (Tensor(np.ones((2, 1), "f4")), "a tensor of shape (2, 1), first row [1]"),
            "without axes": (np.array(1.5), "an array of shape ()"),
            "an empty array": (np.zeros((0, 3)), "an array of shape (0, 3)"),
            "ints": (np.arange(3), "an array of shape (3,), first row [0, 1, 2]"),
            "words in an array": (np.array(["a"]), "an array of shape (1,), first row ['a']"),
            "a list": ([1, 2], "a list of 2 items"),
            "a module": (Handle(1, "RNNCell"), "an RNNCell"),
            "an optimizer": (Handle(1, "Adam"), "an Adam"),
            "a loader": (Handle(1, "DataLoader"), "a DataLoader"),
            "an LSTM": (Handle(1, "LSTM"), "an LSTM"),
            "a net": (Handle(1, "Net"), "a Net"),
            "what has no words": (Opaque("generator", ""), "a generator"),
        }
    ),
)
def test_an_argument_in_words(value: Any, words: str) -> None:
    assert told(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.arange(12.0).reshape(2, 6), "x of shape (2, 6), first row [0, 1, 2, 3, 4, …]"),
        (np.ones((2, 2, 2)), "x of shape (2, 2, 2), first row [1, 1]"),
        (np.array([1e-9, 1e9, 0.1]), "x of shape (3,), first row [1e-09, 1e+09, 0.1]"),
        (np.array([np.nan, np.inf]), "x of shape (2,), first row [nan, inf]"),
        (np.array([1.23456789, -100.0]), "x of shape (2,), first row [1.2346, -100]"),
        (np.array([True, False]), "x of shape (2,), first row [True, False]"),
    ],
    ids=["a wide row", "a cube", "small and large", "not finite", "digits", "truth"],
)
def test_of_an_array_the_first_row_is_shown(value: Any, words: str) -> None:
    assert told(value, names=("x",)) == words


def test_only_the_first_array_shows_its_row() -> None:
    assert told(np.ones(2), np.zeros(3), names=("x", "h")) == (
        "x of shape (2,), first row [1, 1]; h of shape (3,)"
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("x", "n"), "x 1; n 2; lr 0.1000"),
        (("x",), "x 1; 2; lr 0.1000"),
        ((), "1; 2; lr 0.1000"),
        (("x", "n", "more"), "x 1; n 2; lr 0.1000"),
    ],
    ids=["all", "one", "none", "too many"],
)
def test_arguments_have_the_names_of_the_parameters(names: tuple[str, ...], words: str) -> None:
    assert told(1, 2, names=names, lr=0.1) == words


def test_a_named_list_is_told_with_its_name() -> None:
    assert (
        told([1], Handle(1, "Net"), names=("items", "model"))
        == "items, a list of 1 item; model, a Net"
    )


@pytest.mark.parametrize(
    ("count", "ends"),
    [(0, ""), (MAX_ARGUMENTS, "5"), (MAX_ARGUMENTS + 1, "5; 1 more"), (99, "93 more")],
)
def test_of_many_arguments_the_first_are_told(count: int, ends: str) -> None:
    assert told(*range(count)).endswith(ends)


def test_a_long_argument_is_cut() -> None:
    assert len(told("x" * 10_000, {"k" * 10_000: 1}, Opaque("y" * 10_000, ""))) < 300
