"""The right numbers times a constant are recognised, by the name of the constant."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import SERIES, TABLE, WIDE
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.contract import BY_CHANCE
from grader.diagnosis.families.scale import FAMILIES

RECOGNISED = cases(
    {
        "sign": (-TABLE, TABLE, "factor/sign"),
        "a mean for a sum": (SERIES / 9, SERIES, "factor/mean"),
        "a sum for a mean": (SERIES * 9, SERIES, "factor/sum"),
        "another logarithm": (TABLE / np.log(2), TABLE, "factor/logarithm"),
        "not divided by the root": (WIDE * np.sqrt(7), WIDE, "factor/root"),
        "unbiased variance": (SERIES * 9 / 8, SERIES, "factor/variance"),
        "a size that may be chance": (TABLE * 5 / 4, TABLE, "factor/factor"),
        "a factor": (TABLE * 0.7, TABLE, "factor/factor"),
        "other statistics": (
            TABLE * np.array([2.0, 0.5, 1.5]) + np.array([1.0, 0, 3]),
            TABLE,
            "statistics/statistics",
        ),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_a_constant_has_a_name(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_a_sum_over_an_axis_is_no_chance() -> None:
    rows = np.random.default_rng(11).normal(size=(5, 4))
    assert member(evidence(rows.sum(axis=0) / 5, rows.sum(axis=0), args=(rows,))) == "factor/mean"


def test_a_size_that_may_be_there_by_chance_is_marked() -> None:
    assert recognised(FAMILIES, TABLE * 3, TABLE) == [f"factor/sum{BY_CHANCE}3"]
    assert recognised(FAMILIES, WIDE * 7, WIDE) == ["factor/sum"]


def test_columns_that_share_one_factor_have_no_statistics_of_their_own() -> None:
    assert recognised(FAMILIES, TABLE * 0.7, TABLE) == ["factor/factor"]
    shifted = TABLE * 0.7 + np.array([1.0, 2.0, 3.0])
    assert recognised(FAMILIES, shifted, TABLE) == []


def test_zeros_are_no_multiple_of_anything() -> None:
    assert recognised(FAMILIES, np.zeros((5, 3)), TABLE) == []
    assert recognised(FAMILIES, TABLE, np.zeros((5, 3))) == []
