"""Numbers that lost something are recognised: digits, a fraction, a place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import SERIES, TABLE
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.digits import FAMILIES

DROPPED = np.where(np.arange(15).reshape(5, 3) % 3 == 0, 0.0, TABLE)
RECOGNISED = cases(
    {
        "rounded": (np.round(TABLE, 3), TABLE, "digits/rounded"),
        "integer division": (np.floor(TABLE * 9), TABLE * 9, "digits/floor"),
        "fractions lost": (np.trunc(TABLE * 9).astype(int), TABLE * 9, "digits/whole"),
        "float32": (TABLE.astype(np.float32), TABLE, "digits/float32"),
        "broadcast": (SERIES[:, None] + np.zeros(9), SERIES, "broadcast/broadcast"),
        "nothing dropped": (TABLE * 0.5, np.where(DROPPED == 0, 0, TABLE), "dropout/evaluating"),
        "dropped": (DROPPED * 0.9, TABLE, "dropout/training"),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_numbers_have_lost_something(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_what_is_asked_of_arguments() -> None:
    assert member(evidence(TABLE, np.exp(TABLE) + 1, args=(TABLE,))) == "input/input"
    numbers = np.random.default_rng(5).normal(size=(8, 4))
    places, largest = numbers.argmax(axis=1), numbers.max(axis=1)
    assert member(evidence(places, largest, args=(numbers,))) == "index/place"
    assert member(evidence(largest, places, args=(numbers,))) == "index/value"


def test_float32_is_no_loss_where_it_is_asked_for() -> None:
    narrow = TABLE.astype(np.float32)
    assert recognised(FAMILIES, narrow + np.float32(1e-6), narrow) == []


def test_numbers_of_one_sign_may_have_been_left_out_by_a_rectifier() -> None:
    assert recognised(FAMILIES, np.where(TABLE < 0, 0, TABLE) * 2, TABLE) == []
    assert recognised(FAMILIES, np.where(np.arange(15).reshape(5, 3) % 3, TABLE, 0), TABLE) == []


def test_a_copy_of_an_argument_that_is_one_number_says_nothing() -> None:
    assert recognised(FAMILIES, np.ones(4), np.zeros(4), np.ones(4)) == []
