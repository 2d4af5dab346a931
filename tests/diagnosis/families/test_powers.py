"""A root, a square or a reciprocal too many is recognised."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import SERIES, TABLE
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.powers import FAMILIES

RECOGNISED = cases(
    {
        "a deviation for a variance": (np.sqrt(SERIES**2), SERIES**2, "power/root"),
        "a variance for a deviation": (SERIES**4, SERIES**2, "power/square"),
        "upside down": (1 / TABLE, TABLE, "power/reciprocal"),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_a_power_is_another(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_a_root_of_negative_numbers_is_none() -> None:
    assert recognised(FAMILIES, np.sqrt(np.abs(TABLE)), TABLE) == []
    assert recognised(FAMILIES, np.full(9, np.nan), SERIES) == []


def test_every_array_that_differs_has_to_be_of_the_same_power() -> None:
    assert recognised(FAMILIES, (1 / TABLE, 1 / SERIES), (TABLE, SERIES)) == ["power/reciprocal"]
    assert recognised(FAMILIES, (1 / TABLE, SERIES**2), (TABLE, SERIES)) == []


def test_few_numbers_are_a_power_by_chance() -> None:
    assert recognised(FAMILIES, SERIES[:3] ** 2, SERIES[:3]) == []
