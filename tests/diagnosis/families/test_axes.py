"""The right numbers in another order are recognised, and others are not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import CUBE, SERIES, SQUARE, TABLE
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.axes import FAMILIES
from grader.model import Tensor

RECOGNISED = cases(
    {
        "transposed": (TABLE.T, TABLE, "axes/transposed"),
        "transposed square": (SQUARE.T, SQUARE, "axes/transposed"),
        "tensors too": (Tensor(CUBE.transpose(1, 0, 2)), Tensor(CUBE), "axes/swapped"),
        "reversed in time": (TABLE[::-1], TABLE, "reversed/reversed"),
        "columns first": (TABLE.T.reshape(5, 3), TABLE, "shape/columns"),
        "flat": (TABLE.ravel(), TABLE, "shape/shape"),
        "rows shuffled": (TABLE[[3, 1, 0, 4, 2]], TABLE, "rows/rows"),
        "results swapped": ((SERIES, TABLE), (TABLE, SERIES), "order/results"),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_the_right_numbers_stand_in_another_order(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_what_looks_the_same_either_way_says_nothing() -> None:
    symmetric = SQUARE + SQUARE.T
    assert recognised(FAMILIES, symmetric.T + 1, symmetric) == []
    assert recognised(FAMILIES, np.ones((3, 2)), np.ones((2, 3))) == []
    equal = np.repeat(TABLE[:1], 4, axis=0)
    assert recognised(FAMILIES, equal[::-1] + 1, equal) == []


def test_the_same_order_is_wanted_in_every_array_that_differs() -> None:
    assert recognised(FAMILIES, (TABLE.T, SQUARE.T), (TABLE, SQUARE))[0] == "axes/transposed"
    assert recognised(FAMILIES, (TABLE.T, SQUARE + 1), (TABLE, SQUARE)) == []


def test_results_are_exchanged_only_where_all_of_them_are_arrays() -> None:
    assert recognised(FAMILIES, (SERIES, TABLE), (TABLE, SERIES)) == ["order/results"]
    assert recognised(FAMILIES, (SERIES, "a", TABLE), (TABLE, "a", SERIES)) == []


def test_more_axes_than_anybody_tries_are_left_alone() -> None:
    deep = np.random.default_rng(1).normal(size=(2, 2, 2, 2, 2))
    assert recognised(FAMILIES, deep.transpose(1, 0, 2, 3, 4), deep) == []
