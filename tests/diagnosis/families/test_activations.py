"""A missing, doubled or other activation is recognised, and a likely one is not made up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import SIGNED, TABLE, WIDE
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.activations import FAMILIES, relu, sigmoid

RECOGNISED = cases(
    {
        "tanh missing": (TABLE, np.tanh(TABLE), "activation/tanh_missing"),
        "tanh doubled": (np.tanh(TABLE), TABLE, "activation/tanh_extra"),
        "relu missing": (TABLE, np.maximum(TABLE, 0), "activation/relu_missing"),
        "sigmoid for tanh": (1 / (1 + np.exp(-TABLE)), SIGNED, "activation/tanh_is_sigmoid"),
        "tanh doubled, and what follows": (
            (np.tanh(TABLE), np.tanh(TABLE) @ WIDE.T[:3]),
            (TABLE, TABLE @ WIDE.T[:3]),
            "activation/tanh_extra",
        ),
        "tan for tanh": (np.tan(TABLE), SIGNED, "activation/tanh_is_tan"),
        "tanh for ReLU": (SIGNED, np.maximum(TABLE, 0), "activation/relu_is_tanh"),
        "the absolute value for ReLU": (
            np.abs(TABLE),
            np.maximum(TABLE, 0),
            "activation/relu_is_abs",
        ),
        "SiLU for ReLU": (
            TABLE / (1 + np.exp(-TABLE)),
            np.maximum(TABLE, 0),
            "activation/relu_is_silu",
        ),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_an_activation_is_missing_doubled_or_another(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_few_numbers_may_be_alike_by_chance() -> None:
    assert recognised(FAMILIES, TABLE[0], np.tanh(TABLE[0])) == []


def test_numbers_past_what_a_function_gives_are_not_of_it() -> None:
    rectified = np.maximum(TABLE, 0)
    assert recognised(FAMILIES, np.where(TABLE > 0, TABLE, -3.0), rectified) == [
        "activation/relu_missing"
    ]
    assert recognised(FAMILIES, np.tanh(TABLE) - 2.0 * (TABLE < 0), rectified) == []
    assert recognised(FAMILIES, np.full(TABLE.shape, np.nan), SIGNED) == []


@pytest.mark.parametrize(("function", "values"), [(sigmoid, [0.5, 0.0, 1.0]), (relu, [0, 0, 99])])
def test_functions_at_zero_and_at_both_ends(function: Any, values: list[float]) -> None:
    assert np.allclose(function(np.array([0.0, -99.0, 99.0])), values)
