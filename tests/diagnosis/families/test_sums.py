"""Summands and factors that are missing or too many: an argument, or the results before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import CUBE, NOISE, SERIES, TABLE, WIDE
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.sums import FAMILIES

RECOGNISED = cases(
    {
        "adding up": (np.cumsum(TABLE, axis=0), TABLE, "sums/added"),
        "adding up along a row": (np.cumsum(WIDE, axis=1), WIDE, "sums/added"),
        "not adding up": (np.diff(SERIES, prepend=0.0), SERIES, "sums/single"),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_results_add_up_or_do_not(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_an_argument_is_not_added_or_added_twice() -> None:
    bias = np.array([0.5, -1.5, 2.5])
    assert member(evidence(TABLE, TABLE + bias, args=(WIDE, bias))) == "summand/missing"
    assert member(evidence(TABLE + bias, TABLE, args=(WIDE, bias))) == "summand/extra"
    beside = CUBE + bias[:2, None, None]
    assert member(evidence(CUBE, beside, args=(bias[:2],))) == "summand/missing"
    around = np.concatenate((CUBE[1:], CUBE[:1] ** 2))
    assert member(evidence(CUBE, CUBE + around, args=(around,))) == "summand/missing"
    assert member(evidence(TABLE, TABLE + bias, args=(WIDE, 2 * bias))) is None


def test_an_argument_that_is_not_multiplied_with() -> None:
    scale, rows = SERIES[:3], NOISE
    assert member(evidence(rows, rows * scale, args=(WIDE, scale))) == "product/missing"
    assert member(evidence(rows * scale, rows, args=(scale,))) == "product/extra"


def test_an_argument_of_one_number_is_no_summand() -> None:
    assert recognised(FAMILIES, TABLE, TABLE + 2.0, np.full(3, 2.0)) == []


def test_a_vector_is_tried_along_each_axis_that_is_as_long() -> None:
    column = SERIES[:5]
    assert recognised(FAMILIES, TABLE, TABLE + column[:, None], column) == ["summand/missing"]
