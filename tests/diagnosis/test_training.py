"""A loss curve beside the reference's: where it parts from it, and what that means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.evidence import CURVE, evidence, member

from grader.nouns import replace

RANDOM = np.random.default_rng(3)

CURVES = cases(
    {
        "running": (np.cumsum(CURVE), "losses/running"),
        "a mean of all epochs": (np.cumsum(CURVE) / np.arange(1, 7), "losses/running_mean"),
        "after the update": (np.append(CURVE[1:], 0.4), "losses/after_update"),
        "no update": (np.full(6, CURVE[0]), "losses/no_update"),
        "a sum for a mean": (CURVE * np.linspace(6, 5, 6), "training/sum"),
        "a mean for a sum": (CURVE / np.linspace(5, 4, 6), "training/mean"),
        "from the first on": (CURVE + 0.3, "training/first"),
        "from the second on": (np.append(CURVE[:1], CURVE[1:] * 1.1), "training/second"),
        "later": (np.append(CURVE[:2], CURVE[2:] * 1.1), "training/later"),
        "later and up": (np.append(CURVE[:2], [0.4, 0.7, 1.2, 2.0]), "training/growing"),
        "too little": (np.append(CURVE[:1], CURVE[1:] * 1.9), "training/short"),
        "too much": (np.append(CURVE[:1], CURVE[1:] * 0.3), "training/far"),
        "up at once": (np.append(CURVE[:1], CURVE[0] + CURVE[1:]), "training/upward"),
    }
)


@pytest.mark.parametrize(("got", "name"), CURVES)
def test_a_loss_curve_says_where_it_parts(got: Any, name: str) -> None:
    of = evidence(list(got), list(CURVE), name="losses")
    assert member(of) == name
    other = member(evidence(list(got), list(CURVE))) or ""
    assert not other.startswith(("training", "losses")), "nothing says that these are losses"


def test_a_loss_that_should_stand_still() -> None:
    still = np.full(5, 2.0)
    of = evidence([2.0, 2.1, 2.15, 2.17, 2.18], list(still), name="losses")
    assert member(of) == "losses/still"


def test_gradients_that_are_not_cleared_and_another_optimizer() -> None:
    """The loss of a small regression, by gradient descent with one thing changed."""
    x, y = RANDOM.normal(size=(12, 3)), RANDOM.normal(size=12)

    def losses(cleared: bool = True, rate: float = 0.1, sign: float = 1.0) -> list[float]:
        w, gradient, told = np.zeros(3), np.zeros(3), []
        for _ in range(12):
            error = x @ w - y
            told.append(float((error**2).mean()))
            gradient = gradient * (not cleared) + 2 * x.T @ error / len(x)
            w = w - sign * rate * gradient
        return told

    want = losses()
    curves = {
        "training/growing": losses(cleared=False),
        "training/short": losses(rate=0.01),
        "training/far": losses(rate=0.25),
        "training/upward": losses(sign=-1.0),
    }
    named = {name: member(evidence(got, want, name="loss")) for name, got in curves.items()}
    assert named == {name: name for name in curves}


@pytest.mark.parametrize("curve", [[1.0, 2.0], [], [3.0, "x", 1.0], [[1.0, 2.0, 3.0]]])
def test_what_is_no_curve_says_nothing_of_training(curve: Any) -> None:
    told = member(evidence(curve, list(CURVE), name="losses")) or ""
    assert not told.startswith(("training", "losses"))


def test_a_curve_that_is_right_or_not_finite_says_nothing() -> None:
    for got in (CURVE, np.full(6, np.nan)):
        assert member(evidence(list(got), list(CURVE), name="losses")) is None


def test_the_curve_is_found_among_several_answers_by_its_name() -> None:
    of = evidence([0.5, list(np.cumsum(CURVE))], [0.5, list(CURVE)])
    assert of.compared is not None
    compared = replace(of.compared, names=("accuracy", "Loss per epoch"))
    assert member(replace(of, compared=compared)) == "losses/running"
