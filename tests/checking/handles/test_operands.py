"""Operators of Python, asked where the object is: each one, on either side."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.checking.handles.operands import Operators


class Echo(Operators):
    """Answers each operator with what was asked."""

    def _operate(self, name: str, *operands: Any) -> Any:
        return (name, *("self" if each is self else each for each in operands))


BINARY = [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and_",
    "or_",
    "xor",
    "lshift",
    "rshift",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
]
MIRRORED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}


@pytest.mark.parametrize("name", BINARY)
def test_an_operator_is_asked_by_its_name_in_the_module_operator(name: str) -> None:
    ask: Callable[[Any, Any], Any] = getattr(operator, name)
    assert ask(Echo(), 3) == (name, "self", 3)


@pytest.mark.parametrize("name", BINARY)
def test_on_the_right_it_keeps_the_order_of_its_operands(name: str) -> None:
    ask: Callable[[Any, Any], Any] = getattr(operator, name)
    mirrored = MIRRORED.get(name)
    expected = (mirrored, "self", 3) if mirrored else (name, 3, "self")
    assert ask(3, Echo()) == expected


@pytest.mark.parametrize("name", ["neg", "pos", "abs", "invert"])
def test_an_operator_of_one_operand(name: str) -> None:
    assert getattr(operator, name)(Echo()) == (name, "self")


@pytest.mark.parametrize(
    "name", ["iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "imatmul"]
)
def test_an_operator_in_place_is_told_from_the_plain_one(name: str) -> None:
    """`x += 1` may change the very object over there."""
    assert getattr(operator, name)(Echo(), 3) == (name, "self", 3)


@pytest.mark.parametrize("name", ["add", "sub", "mul", "truediv", "matmul", "pow"])
def test_an_array_on_the_left_leaves_the_operator_to_the_object(name: str) -> None:
    """Else NumPy would ask once for each of its numbers."""
    array = np.arange(3.0)
    asked, left, right = getattr(operator, name)(array, Echo())
    assert (asked, right) == (name, "self") and left is array


def test_whether_something_is_in_it_is_true_only_if_it_says_true() -> None:
    class Says(Operators):
        def __init__(self, answer: object) -> None:
            self.answer = answer

        def _operate(self, name: str, *operands: Any) -> Any:
            assert name == "contains"
            return self.answer

    assert 3 in Says(True)
    assert not any(3 in Says(answer) for answer in (False, None, 1, "yes", [True]))


def test_items_are_set_and_deleted_over_there() -> None:
    asked: list[Any] = []

    class Kept(Operators):
        def _operate(self, name: str, *operands: Any) -> Any:
            asked.append((name, *operands[1:]))

    kept = Kept()
    kept[0] = "x"
    del kept[1:3]
    assert asked == [("setitem", 0, "x"), ("delitem", slice(1, 3))]


def test_an_object_over_there_is_no_key() -> None:
    """Its `==` is a question, so it has no hash: a dict here would ask at random."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(Echo())
