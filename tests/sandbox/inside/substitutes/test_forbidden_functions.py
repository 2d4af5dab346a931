"""PyTorch tells which function is really called, whatever name it goes by."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import pytest
from support.cases import cases

from grader.sandbox.inside.substitutes.forbidden_functions import (
    forbid_functions,
    may_compose_names,
)
from grader.sandbox.inside.substitutes.standins import RuleBroken

torch = pytest.importorskip("torch")
RULES = (
    ("torch.nn.RNN", "Loop by hand."),
    ("torch.nn.functional.scaled_dot_product_attention", "Write it out."),
    ("torch.nn.CrossEntropyLoss", "Write it out."),
    ("numpy.dot", "Loop by hand."),
)
WEIGHTS = [torch.zeros(2, 2), torch.zeros(2, 2), torch.zeros(2), torch.zeros(2)]
STATE = (torch.zeros(1, 1, 2), WEIGHTS, True, 1, 0.0, False, False, False)
STEPS = torch.zeros(3, 1, 2)
HEADS = (torch.zeros(1, 2, 2),) * 3


@pytest.mark.parametrize(
    "call",
    cases(
        {
            "a composed name": lambda: getattr(torch, "rnn_" + "tanh")(STEPS, *STATE),
            "the compiled one": lambda: vars(torch)["_V" + "F"].rnn_tanh(STEPS, *STATE),
            "an operator": lambda: operator.attrgetter("ops.aten.rnn_tanh")(torch)(STEPS, *STATE),
            "an overload": lambda: torch.ops.aten.rnn_tanh.input(STEPS, *STATE),
            "attention": lambda: getattr(torch.nn.functional, "scaled_dot_" + NAME)(*HEADS),
            "attention, compiled": lambda: getattr(torch._C._nn, "scaled_dot_" + NAME)(*HEADS),
            "attention, an operator": lambda: getattr(torch.ops.aten, "scaled_dot_" + NAME)(*HEADS),
            "a loss": lambda: vars(torch.nn.functional)["cross_" + "entropy"](
                torch.zeros(2, 2), torch.zeros(2, dtype=torch.long)
            ),
        }
    ),
)
def test_a_forbidden_function_is_seen_when_it_is_called(call: Callable[[], Any]) -> None:
    call()
    with forbid_functions(RULES), pytest.raises(RuleBroken, match=r"it calls torch\..*(by|it) "):
        call()
    call()


NAME = "product_attention"


@pytest.mark.parametrize(
    "call",
    cases(
        {
            "a cell": lambda: torch.nn.RNNCell(2, 2)(torch.ones(1, 2)),
            "arithmetic": lambda: (torch.ones(2) @ torch.ones(2)).tanh().softmax(0),
            "a layer that uses it": lambda: torch.nn.MultiheadAttention(2, 1)(*HEADS),
            "another layer that uses it": lambda: torch.nn.RNN(2, 2)(STEPS),
            "another loss": lambda: torch.nn.functional.mse_loss(torch.ones(2), torch.ones(2)),
            "an operator": lambda: torch.ops.aten.add(torch.ones(2), 1),
        }
    ),
)
def test_honest_work_is_left_alone(call: Callable[[], Any]) -> None:
    with forbid_functions(RULES):
        call()


def test_only_work_that_can_compose_names_is_listened_to() -> None:
    assert not may_compose_names([b"import torch\nF = torch.nn.functional\nx = options.get(1)\n"])
    for word in (
        "getattr(torch, a)",
        "vars(torch)",
        "torch.ops.aten",
        "torch._VF",
        "import_module(x)",
    ):
        assert may_compose_names([b"", f"y = {word}".encode()])
        assert may_compose_names([f"y = {word}".encode("utf-16")])
