"""A forward pass tells which class is really called, whatever name it goes by."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from support.cases import cases

from grader.sandbox.inside.substitutes.forbidden_layers import forbid_layers
from grader.sandbox.inside.substitutes.standins import Guard, RuleBroken, StandInModule

torch = pytest.importorskip("torch")
RULES = (("torch.nn.RNN", "Loop by hand."), ("numpy.dot", "Loop by hand."))


def by_a_composed_name() -> Any:
    return getattr(torch.nn, "R" + "NN")(2, 2)


def by_a_subclass() -> Any:
    return type("Mine", (vars(torch.nn)["RN" + "N"],), {})(2, 2)


def inside_a_model() -> Any:
    return torch.nn.Sequential(by_a_composed_name())


@pytest.mark.parametrize(
    "make",
    cases(
        {
            "a composed name": by_a_composed_name,
            "a subclass": by_a_subclass,
            "inside a model": inside_a_model,
        }
    ),
)
def test_a_forbidden_layer_is_seen_when_it_is_called(make: Callable[[], Any]) -> None:
    model = make()
    with forbid_layers(RULES, ()), pytest.raises(RuleBroken, match=r"nn\.RNN\. Loop"):
        model(torch.ones(3, 1, 2))
    model(torch.ones(3, 1, 2))


def test_a_layer_that_a_check_built_is_allowed() -> None:
    model = by_a_composed_name()
    with forbid_layers(RULES, {id(model)}):
        model(torch.ones(3, 1, 2))


@pytest.mark.parametrize("name", ["RNNCell", "LSTM", "Linear"])
def test_other_layers_are_allowed(name: str) -> None:
    model = getattr(torch.nn, name)(2, 2)
    with forbid_layers(RULES, ()):
        model(torch.ones(1, 2))


def test_a_stand_in_of_torch_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = Guard()
    guard.sentence = "NumPy only."
    monkeypatch.setitem(sys.modules, "torch", StandInModule("torch", guard))
    with forbid_layers((("torch", "NumPy only."), *RULES), ()):
        pass
