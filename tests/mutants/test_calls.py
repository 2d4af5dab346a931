"""Calls that are mistaken, and calls whose change nobody could tell."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases
from support.mutated import TORCH, made, made_of

from grader.mutants import calls

REMOVED, SWAPPED, LEFT_OUT, DOUBLED = (
    "call removed",
    "arguments swapped",
    "argument left out",
    "keyword doubled",
)


@pytest.mark.parametrize(
    ("expression", "becomes"),
    cases(
        {
            "a function": ("np.tanh(x)", {"(x)"}),
            "a method": ("x.copy()", {"(x)"}),
            "a method with an argument": ("x.clip(y)", {"(y)", "(x)"}),
            "a method of an attribute": ("x.w.copy()", {"(x.w)"}),
            "arguments of which none is the value": ("np.dot(x, y)", set()),
            "a keyword": ("np.sum(x, axis=0)", set()),
            "a starred argument": ("g(*x)", set()),
            "no arguments": ("g()", set()),
            "of a module": ("np.random.rand()", set()),
            "of self": ("self.step()", set()),
            "a conversion": ("float(x)", set()),
            "the number in an array": ("x.item()", set()),
            "a class": ("Decimal(x)", set()),
            "a method of what is called": ("g(x).copy()", {"(g(x))", "(x).copy()"}),
        }
    ),
)
def test_a_call_is_left_out_where_something_stands_for_it(
    expression: str, becomes: set[str]
) -> None:
    assert made_of(calls.remove_calls, expression) == {(REMOVED, each) for each in becomes}


def test_the_argument_of_several_lines_stays_one_expression() -> None:
    ((_, text),) = made_of(calls.remove_calls, "abs(x\n    + y)")
    assert ast.unparse(ast.parse(text)) == "x + y"


@pytest.mark.parametrize(
    ("expression", "becomes"),
    cases(
        {
            "tanh": ("np.tanh(x)", {"np.tanh(np.tanh(x))"}),
            "a method": ("x.softmax(-1)", {"x.softmax(x.softmax(-1))"}),
            "a name alone": ("sigmoid(x)", {"sigmoid(sigmoid(x))"}),
            "relu twice is relu": ("relu(x)", set()),
            "abs twice is abs": ("abs(x)", set()),
            "two arguments": ("np.exp(x, y)", set()),
            "two of them": (
                "np.exp(x) + np.log(y)",
                {"np.exp(np.exp(x)) + np.log(y)", "np.exp(x) + np.log(np.log(y))"},
            ),
        }
    ),
)
def test_an_activation_is_applied_twice_where_that_is_another_number(
    expression: str, becomes: set[str]
) -> None:
    doubled = made_of(calls.double_activations, expression)
    assert doubled == {("call doubled", each) for each in becomes}


@pytest.mark.parametrize(
    ("expression", "becomes"),
    cases(
        {
            "one argument": ("g(x)", set()),
            "two": ("g(x, y)", {(SWAPPED, "g(y, x)"), (LEFT_OUT, "g(x)")}),
            "three": (
                "g(x, y, 1)",
                {
                    (SWAPPED, "g(y, x, 1)"),
                    (SWAPPED, "g(x, 1, y)"),
                    (LEFT_OUT, "g(x, y)"),
                },
            ),
            "whose order does not matter": ("np.maximum(x, y)", {(LEFT_OUT, "np.maximum(x)")}),
            "axes to be swapped": ("x.transpose(0, 1)", {(LEFT_OUT, "x.transpose(0)")}),
            "a keyword": ("g(x, lr=0.5)", {(DOUBLED, "g(x, lr=2 * (0.5))")}),
            "a keyword below zero": ("g(dim=-1)", {(DOUBLED, "g(dim=2 * (-1))")}),
            "a keyword that is computed": ("g(n=x + y)", {(DOUBLED, "g(n=2 * (x + y))")}),
            "zero": ("g(axis=0)", set()),
            "minus zero": ("g(axis=-0)", set()),
            "true": ("g(keepdims=True)", set()),
            "nothing": ("g(out=None)", set()),
            "a comparison": ("g(flag=x > y)", set()),
            "not": ("g(flag=not x)", set()),
            "both": ("g(flag=x and y)", set()),
        }
    ),
)
def test_arguments_are_swapped_left_out_and_doubled(
    expression: str, becomes: set[tuple[str, str]]
) -> None:
    assert made_of(calls.mistake_arguments, expression) == becomes


@pytest.mark.parametrize(
    ("statement", "becomes"),
    cases(
        {
            "a loss": ("nn.CrossEntropyLoss()", 'nn.CrossEntropyLoss(reduction="sum")'),
            "one that is told how": ('nn.MSELoss(reduction="none")', None),
            "with weights": ("nn.CrossEntropyLoss(weights)", None),
            "no loss": ("nn.Linear()", None),
            "a function": ("loss()", None),
        }
    ),
)
def test_a_loss_is_summed_in_place_of_its_mean(statement: str, becomes: str | None) -> None:
    before = "def f(x):\n    loss = "
    expected = [("sum for mean", before + becomes)] if becomes else []
    assert made(calls.sum_losses, before + statement, TORCH) == expected
