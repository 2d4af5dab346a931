"""Which of a student's own parameters is which: assignments that keep the shapes."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.checking.handmade import MAX_ASSIGNMENTS, Leaf, search
from grader.model import Tensor


def leaf(name: str = "lin", kind: str = "Linear", **shapes: tuple[int, ...]) -> Leaf:
    """A leaf whose weights are numbers that nothing else has."""
    weights = {
        key: Tensor(np.arange(math.prod(shape), dtype="f4").reshape(shape) + 100 * at)
        for at, (key, shape) in enumerate(shapes.items(), 1)
    }
    return Leaf(name, kind, weights)


def placed(wanted: list[Leaf], **pool: tuple[int, ...]) -> list[dict[str, str]]:
    """Each assignment: which parameter each weight goes to, `.T` where it is turned over."""
    return [
        {spot.wanted: spot.parameter + (".T" if spot.turned else "") for spot in spots}
        for spots, _ in search(wanted, pool)
    ]


@pytest.mark.parametrize(
    ("wanted", "pool", "assignments"),
    cases(
        {
            "one way": (
                leaf(weight=(2, 3), bias=(2,)),
                {"w": (2, 3), "b": (2,)},
                [{"lin.weight": "w", "lin.bias": "b"}],
            ),
            "turned over": (
                leaf(weight=(2, 3)),
                {"w": (3, 2)},
                [{"lin.weight": "w.T"}],
            ),
            "a square may be both": (
                leaf(weight=(2, 2)),
                {"w": (2, 2)},
                [{"lin.weight": "w"}, {"lin.weight": "w.T"}],
            ),
            "more parameters than weights": (
                leaf(bias=(2,)),
                {"a": (2,), "b": (3,), "c": (2,)},
                [{"lin.bias": "a"}, {"lin.bias": "c"}],
            ),
            "fewer parameters than weights": (leaf(weight=(2, 3), bias=(2,)), {"w": (2, 3)}, []),
            "no such shape": (leaf(bias=(2,)), {"b": (2, 1)}, []),
            "a vector is not turned": (leaf(bias=(2,)), {"b": (2,)}, [{"lin.bias": "b"}]),
            "no weights": (leaf(), {"b": (2,)}, []),
            "a cube is not turned": (leaf(w=(2, 3, 4)), {"w": (4, 3, 2)}, []),
        }
    ),
)
def test_assignments_keep_the_shapes(
    wanted: Leaf, pool: dict[str, tuple[int, ...]], assignments: list[dict[str, str]]
) -> None:
    assert placed([wanted], **pool) == assignments


def test_no_parameter_stands_for_two_weights() -> None:
    twice = [leaf("one", bias=(2,)), leaf("two", bias=(2,))]
    assert placed(twice, a=(2,), b=(2,)) == [
        {"one.bias": "a", "two.bias": "b"},
        {"one.bias": "b", "two.bias": "a"},
    ]


def test_values_are_the_wanted_ones_turned_where_the_place_is() -> None:
    wanted = leaf(weight=(2, 3))
    ((_, values),) = list(search([wanted], {"w": (3, 2)}))
    assert values["w"].array.tolist() == wanted.weights["weight"].array.T.tolist()
    assert values["w"].array.flags["C_CONTIGUOUS"] and values["w"].dtype == "float32"


CELL = {"weight_ih": (3, 2), "weight_hh": (3, 3), "bias_ih": (3,), "bias_hh": (3,)}


def test_two_biases_that_are_added_are_tried_in_one_order_only() -> None:
    ways = placed([leaf("rnn", "RNNCell", **CELL)], u=(3, 2), w=(3, 3), b=(3,), c=(3,))
    biases = [(way["rnn.bias_ih"], way["rnn.bias_hh"]) for way in ways]
    assert set(biases[:2]) == {("b", "c")}
    assert ("c", "b") not in biases


def test_two_biases_of_which_a_gate_takes_one_are_tried_in_both_orders() -> None:
    ways = placed([leaf("gru", "GRUCell", **CELL)], u=(3, 2), w=(3, 3), b=(3,), c=(3,))
    assert {(way["gru.bias_ih"], way["gru.bias_hh"]) for way in ways} == {("b", "c"), ("c", "b")}


def test_one_bias_stands_for_two_with_their_sum() -> None:
    wanted = leaf("rnn", "RNNCell", **CELL)
    (*_, (spots, values)) = list(search([wanted], {"u": (3, 2), "w": (3, 3), "b": (3,)}))
    places = {spot.wanted: spot.parameter for spot in spots}
    assert places["rnn.bias_ih"] == places["rnn.bias_hh"] == "b"
    both = wanted.weights["bias_ih"].array + wanted.weights["bias_hh"].array
    assert values["b"].array.tolist() == both.tolist()


def test_one_bias_of_a_gated_layer_is_no_sum() -> None:
    wanted = leaf("gru", "GRUCell", **CELL)
    assert list(search([wanted], {"u": (3, 2), "w": (3, 3), "b": (3,)})) == []


def test_what_a_check_has_time_for_comes_without_waiting_for_the_rest() -> None:
    """Twelve vectors of one size have 479,001,600 orders: they are yielded one by one."""
    wanted: Any = [leaf(f"l{at}", bias=(2,)) for at in range(12)]
    pool: Any = {f"p{at}": (2,) for at in range(12)}
    first = list(itertools.islice(search(wanted, pool), MAX_ASSIGNMENTS))
    assert len(first) == MAX_ASSIGNMENTS
    assert len({tuple(spot.parameter for spot in spots) for spots, _ in first}) == MAX_ASSIGNMENTS


def test_weights_with_few_places_come_first() -> None:
    """So that a weight that fits nowhere is found before the others are tried in every order."""
    wanted = [leaf("a", bias=(2,)), leaf("b", bias=(2,)), leaf("c", bias=(5,))]
    (first, *_) = search(wanted, {"x": (2,), "y": (2,), "z": (5,)})
    assert first[0][0].wanted == "c.bias"
