"""The fixture `compare`: it judges, or only notes while a transcript is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.checking.comparing.comparison import Comparison, Mismatch
from grader.errors import BadCheck
from grader.model import Handle, Tensor, Tolerances

ONES = np.ones((2, 3))


@pytest.fixture
def compare() -> Comparison:
    return Comparison(Tolerances())


def tensor(value: Any) -> Tensor:
    return Tensor(np.asarray(value, "f4"))


@pytest.mark.parametrize(
    ("judge", "message"),
    cases(
        {
            "equal": (
                lambda c: c.equal(2.0, 1.0, names="loss"),
                "loss: expected 1.0000, got 2.0000",
            ),
            "exact": (
                lambda c: c.exact(1.0 + 1e-12, 1.0),
                "expected 1.000000000000, got 1.000000000001",
            ),
            "decided": (
                lambda c: c.decided("b", "a", np.array([1.0, 5.0]), names="letter"),
                "letter: expected 'a', got 'b'",
            ),
            "like, a shape": (
                lambda c: c.like(ONES.T, ONES),
                "expected shape (2, 3), got shape (3, 2)",
            ),
            "like, a dtype kind": (
                lambda c: c.like(np.ones(2, int), np.ones(2)),
                "expected float numbers, got integer",
            ),
            "like, a structure": (lambda c: c.like((1,), (1, 2)), "expected a tuple of 2 items"),
            "like, an object": (
                lambda c: c.like(1, Handle(1, "Model")),
                "expected an object of class Model",
            ),
            "that": (
                lambda c: c.that(False, "the loss", expected="it to fall", got="it rising"),
                "the loss: expected it to fall, got it rising",
            ),
            "unchanged": (
                lambda c: c.unchanged((ONES, 2 * ONES), (ONES, ONES), names=("x", "h0")),
                "the argument h0: expected it unchanged",
            ),
            "unchanged, not watched": (
                lambda c: c.unchanged((), (ONES,), names=("x",)),
                "the arguments: expected 1, got 0",
            ),
            "gradients, cut off": (
                lambda c: c.gradients(None, [{"w": tensor(1)}], names=("m",)),
                "got outputs cut off from the graph",
            ),
            "gradients, one that does not arrive": (
                lambda c: c.gradients([{"w": None}], [{"w": tensor(1)}], names=("m",)),
                "the gradient at m.w: expected a tensor of float32 and shape (), got no gradient",
            ),
            "gradients, one that has no name": (
                lambda c: c.gradients([{}], [{"w": tensor(1)}], names=("m",)),
                "got no gradient",
            ),
            "gradients, of nothing": (
                lambda c: c.gradients([], [{"w": tensor(1)}], names=("m",)),
                "gradients of 0 objects",
            ),
            "gradients, a value": (
                lambda c: c.gradients(
                    [{"w": tensor([1, 2])}], [{"w": tensor([1, 3])}], names=("",)
                ),
                "the gradient at w[1]: expected 3.0000, got 2.0000",
            ),
        }
    ),
)
def test_a_difference_is_raised_in_words(
    compare: Comparison, judge: Callable[..., Any], message: str
) -> None:
    with pytest.raises(Mismatch) as caught:
        judge(compare)
    assert message in str(caught.value)
    assert compare.found == [caught.value.difference]


@pytest.mark.parametrize(
    "judge",
    cases(
        {
            "equal": lambda c: c.equal(1.0 + 1e-12, 1.0),
            "exact": lambda c: c.exact((1, "a"), (1, "a")),
            "decided": lambda c: c.decided(["a"], ["a"], [np.array([1.0, 5.0]), None]),
            "like, other numbers": lambda c: c.like((7.0 * ONES, 3, "x"), (ONES, 4, "yy")),
            "like, another width": lambda c: c.like(np.array([7], "f4"), np.array([1], "f8")),
            "that": lambda c: c.that(True, "", expected="", got=""),
            "unchanged": lambda c: c.unchanged((ONES, 1), (ONES, 1), names=("x", "n")),
            "gradients that the reference does not have": lambda c: c.gradients(
                [{}], [{"w": None}], names=("m",)
            ),
        }
    ),
)
def test_what_is_right_is_silent(compare: Comparison, judge: Callable[..., Any]) -> None:
    judge(compare)
    assert compare.found == []


def test_while_recording_differences_are_only_noted() -> None:
    compare = Comparison(Tolerances(), judging=False)
    compare.equal(2.0, 1.0)
    compare.that(False, "x", expected="a", got="b")
    assert [difference.kind for difference in compare.found] == ["values", "structure"]


def test_margins_of_scores_are_noted(compare: Comparison) -> None:
    compare.decided("a", "a", np.array([[1.0, 4.0], [4.0, 3.0]]))
    assert compare.margins == [0.25]


def test_scores_that_are_no_numbers_are_the_course_s_mistake(compare: Comparison) -> None:
    with pytest.raises(BadCheck, match=r"compare\.decided needs scores"):
        compare.decided("a", "a", "scores")


def test_forms_that_count_alike_are_noted_once(compare: Comparison) -> None:
    for _ in range(2):
        compare.equal([1, 2], (1, 2), names="shape")
    assert compare.notes == ["shape came as a list, which counts as a tuple"]
