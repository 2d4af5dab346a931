"""Given weights go into a student's model, whatever its layers are called, or a sentence says why
not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.processes import Student, task

from grader.checking import Leaf, Tensor, load, place, state
from grader.checking.answerers.answers import Live
from grader.checking.comparing.comparison import Mismatch
from grader.checking.handles.proxies import Side
from grader.checking.rng import Rng
from grader.errors import BadCheck

pytestmark = pytest.mark.parametrize("how", ["forked"])

MODELS = """
    import torch
    from torch import nn

    def two(encode, decode):
        '''A class of two linear layers with those names; the first one called is the inner one.'''
        class Two(nn.Module):
            def __init__(self):
                super().__init__()
                setattr(self, decode, nn.Linear(3, 2))
                setattr(self, encode, nn.Linear(3, 3))

            def forward(self, x):
                return getattr(self, decode)(getattr(self, encode)(x))
        return Two()

    class Hand(nn.Module):
        '''One linear layer made by hand: its weight turned over, its bias as a row.'''
        def __init__(self):
            super().__init__()
            self.w, self.unused = nn.Parameter(torch.rand(3, 2)), nn.Parameter(torch.rand(2, 3))
            self.b = nn.Parameter(torch.rand(2))

        def forward(self, x):
            return x @ self.w + self.b

    class Cell(nn.Module):
        '''A recurrent step with one bias in place of two.'''
        def __init__(self):
            super().__init__()
            self.U = nn.Parameter(torch.rand(3, 3))
            self.W = nn.Parameter(torch.rand(3, 3))
            self.b = nn.Parameter(torch.rand(3))

        def forward(self, x):
            return torch.tanh(self.U @ x + self.W @ torch.flip(x, (0,)) + self.b)

    class RealCell(nn.Module):
        def __init__(self):
            super().__init__()
            self.cell = nn.RNNCell(3, 3)

        def forward(self, x):
            return self.cell(x, torch.flip(x, (0,)))

    class Wrong(nn.Module):
        def __init__(self):
            super().__init__()
            self.w, self.b = nn.Parameter(torch.rand(2, 3)), nn.Parameter(torch.rand(2))

        def forward(self, x):
            return self.w @ x - self.b

    def model(name):
        return {
            "only": lambda: nn.Sequential(nn.Identity(), nn.Linear(3, 2)),
            "bare": lambda: nn.Linear(3, 2),
            "names": lambda: two("inner", "outer"),
            "parts": lambda: two("my_Inner_net", "my_outer_net"),
            "order": lambda: two("b", "a"),
            "hand": Hand,
            "cell": Cell, "real cell": RealCell, "wrong": Wrong,
            "empty": nn.ReLU, "other size": lambda: nn.Linear(4, 2), "no model": lambda: 3,
        }[name]()
"""
RNG = Rng(1, "placing")
W, B, INNER_W, INNER_B = RNG.tensor(2, 3), RNG.tensor(2), RNG.tensor(3, 3), RNG.tensor(3)
OUTER = Leaf("outer", "Linear", {"weight": W, "bias": B}, also=("out",))
INNER = Leaf("inner", "Linear", {"weight": INNER_W, "bias": INNER_B}, also=("in",))
CELL = Leaf(
    "cell",
    "RNNCell",
    {
        "weight_ih": INNER_W,
        "weight_hh": RNG.tensor(3, 3),
        "bias_ih": INNER_B,
        "bias_hh": RNG.tensor(3),
    },
)
INPUTS = RNG.tensor(3), RNG.tensor(3)


@pytest.fixture
def student(open_: Callable[..., Student]) -> Side:
    return Side(
        Live(open_(MODELS, tasks=(task("a", "model", server="torch"),)).process, 1, 5.0, None)
    )


def linear(x: Tensor, leaf: Leaf) -> Tensor:
    return Tensor(leaf.weights["weight"].array @ x.array + leaf.weights["bias"].array)


def cell(x: Tensor) -> Tensor:
    w = {name: value.array for name, value in CELL.weights.items()}
    return Tensor(
        np.tanh(
            w["weight_ih"] @ x.array + w["bias_ih"] + w["weight_hh"] @ x.array[::-1] + w["bias_hh"]
        )
    )


def probes(answer: Callable[..., Any]) -> list[Any]:
    return [("", (x,), answer(x)) for x in INPUTS]


ONE, BOTH = probes(lambda x: linear(x, OUTER)), probes(lambda x: linear(linear(x, INNER), OUTER))


@pytest.mark.parametrize(
    ("name", "leaves", "asked"),
    cases(
        {
            "the only leaf of its type": ("only", [OUTER], ONE),
            "a model that is the leaf itself": ("bare", [OUTER], ONE),
            "by their names": ("names", [OUTER, INNER], BOTH),
            "by a part of their names": ("parts", [OUTER, INNER], BOTH),
            "in order of their first call": ("order", [INNER, OUTER], BOTH),
            "made by hand, turned over, with one to spare": ("hand", [OUTER], ONE),
            "made by hand, with one bias for two": ("cell", [CELL], probes(cell)),
            "a cell of PyTorch's": ("real cell", [CELL], probes(cell)),
        }
    ),
)
def test_weights_are_placed_and_the_model_then_computes_with_them(
    student: Side, name: str, leaves: Any, asked: Any
) -> None:
    model = student.model(name)
    place(model, leaves, asked)
    for _, (x,), want in asked:
        assert np.allclose(model(x).array, want.array, atol=1e-5)


def test_the_placement_gives_gradients_by_the_reference_s_names_turned_back(student: Side) -> None:
    model = student.model("hand")
    placed = place(model, [OUTER], ONE)
    found = [{"w": Tensor(np.arange(6.0).reshape(3, 2)), "b": Tensor(np.ones(2)), "unused": None}]
    gradients = placed.gradients(found)
    assert gradients is not None
    (given,) = gradients
    assert given["outer.weight"].array.tolist() == np.arange(6.0).reshape(3, 2).T.tolist()
    assert given["outer.bias"].array.tolist() == [1.0, 1.0]
    assert placed.gradients(None) is None


def test_one_bias_for_two_has_the_gradient_of_each(student: Side) -> None:
    placed = place(student.model("cell"), [CELL], probes(cell))
    gradients = placed.gradients([{"U": None, "W": None, "b": Tensor(np.ones(3))}])
    assert gradients is not None
    (given,) = gradients
    assert given["cell.bias_ih"].array.tolist() == given["cell.bias_hh"].array.tolist() == [1.0] * 3


@pytest.mark.parametrize(
    ("name", "expected", "got"),
    cases(
        {
            "another computation": (
                "wrong",
                "outer: nn.Linear with weight (2, 3), bias (2,)",
                (
                    "the model: Module with w (2, 3), b (2,); no placing of these gives the"
                    " reference's answers"
                ),
            ),
            "nothing to place": (
                "empty",
                "outer: nn.Linear with weight (2, 3), bias (2,)",
                "got no parameters",
            ),
            "another size": (
                "other size",
                "outer: nn.Linear with weight (2, 3)",
                "the model: Linear with weight (2, 4), bias (2,)",
            ),
            "no model": ("no model", "the model: expected a model", "got int"),
        }
    ),
)
def test_what_cannot_be_placed_is_told_with_what_was_wanted_and_what_is_there(
    student: Side, name: str, expected: str, got: str
) -> None:
    with pytest.raises(Mismatch) as caught:
        place(student.model(name), [OUTER], ONE)
    assert caught.value.difference.kind == "placement"
    assert expected in str(caught.value) and got in str(caught.value)


def test_a_class_of_two_leaves_where_one_is_wanted_goes_by_name_or_by_hand(student: Side) -> None:
    """The wanted leaf is one of two of its type and has no name to go by: the probes decide."""
    model = student.model("order")
    load(model, {"b.weight": Tensor(np.eye(3, dtype="f4")), "b.bias": Tensor(np.zeros(3, "f4"))})
    place(model, [OUTER], ONE)
    assert np.allclose(state(model)["a.weight"].array, W.array)


@pytest.mark.parametrize("given", [(), ([OUTER],), ([], ONE), ([OUTER], [])])
def test_what_a_call_of_place_lacks_is_told(how: str, given: tuple[Any, ...]) -> None:
    with pytest.raises(BadCheck, match="a call with the reference's answer"):
        place("any model", *given)
