"""Numbers that are normalised with one thing changed, and what hardly shows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.evidence import recognised, told

from grader.diagnosis.families.rules.normalising import FAMILIES

RANDOM = np.random.default_rng(11)
Array = np.ndarray[Any, Any]

ROWS = 2.0 * RANDOM.normal(size=(6, 4)) + np.arange(4)
G, B = RANDOM.normal(size=4), RANDOM.normal(size=4)
OLD, SPREAD = RANDOM.normal(size=4), RANDOM.random(size=4) + 1.5
MEAN, VAR = ROWS.mean(axis=0), ROWS.var(axis=0)


def normal(
    x: Array = ROWS, mean: Any = MEAN, deviation: Any = None, g: Any = G, b: Any = B
) -> Array:
    root = np.sqrt(VAR + 0.25) if deviation is None else deviation
    return np.asarray(g * (x - mean) / root + b)


NORMALISED = cases(
    {
        "variance for deviation": (normal(deviation=VAR + 0.25), "variance"),
        "no deviation": (normal(deviation=1.0), "no_deviation"),
        "no mean": (normal(mean=0.0), "no_mean"),
        "eps outside": (normal(deviation=np.sqrt(VAR) + 0.25), "eps_outside"),
        "no eps": (normal(deviation=np.sqrt(VAR)), "no_eps"),
        "unbiased": (normal(deviation=np.sqrt(ROWS.var(axis=0, ddof=1) + 0.25)), "unbiased"),
        "each row": (
            normal(
                mean=ROWS.mean(axis=1, keepdims=True),
                deviation=np.sqrt(ROWS.var(axis=1, keepdims=True) + 0.25),
            ),
            "axis",
        ),
        "all numbers": (
            normal(mean=ROWS.mean(), deviation=np.sqrt(ROWS.var() + 0.25)),
            "axis",
        ),
        "evaluation for training": (
            normal(mean=OLD, deviation=np.sqrt(SPREAD + 0.25)),
            "evaluating",
        ),
        "no scale": (normal(g=1.0), "no_scale"),
        "no shift": (normal(b=0.0), "no_shift"),
        "scale and shift exchanged": (normal(g=B, b=G), "scale_and_shift"),
    }
)


@pytest.mark.parametrize(("got", "member"), NORMALISED)
def test_one_thing_is_changed_in_a_normalisation(got: Array, member: str) -> None:
    assert told(got, normal(), ROWS, G, B, OLD, SPREAD) == f"normalised/{member}"


def test_training_for_evaluation_and_normalised_rows() -> None:
    want = normal(mean=OLD, deviation=np.sqrt(SPREAD + 0.25))
    assert told(normal(), want, ROWS, G, B, OLD, SPREAD) == "normalised/training"
    rows = normal(g=1.0, b=0.0).T
    unrooted = normal(deviation=VAR + 0.25, g=1.0, b=0.0).T
    assert told(unrooted, rows, ROWS.T) == "normalised/variance"
    assert told(normal() + 0.1 * ROWS**2, normal(), ROWS, G, B, OLD, SPREAD) is None


SMALL = 3e-6  # an eps that hardly shows  # an eps that hardly shows


@pytest.mark.parametrize(
    ("deviation", "named"),
    cases(
        {
            "left out": (np.sqrt(VAR), "normalised/no_eps"),
            "subtracted": (np.sqrt(VAR - SMALL), "statistics/statistics"),
            "too large": (np.sqrt(VAR + 3 * SMALL), "statistics/statistics"),
            "halved": (np.sqrt(VAR + SMALL / 2), None),
        }
    ),
)
def test_what_is_nearly_right_is_no_mistake_that_hardly_shows(
    deviation: Array, named: str | None
) -> None:
    want = normal(deviation=np.sqrt(VAR + SMALL))
    said = told(normal(deviation=deviation), want, ROWS, G, B, OLD, SPREAD)
    assert said == named


@pytest.mark.parametrize(
    "table",
    cases({"constant columns": np.ones((6, 4)), "not finite": ROWS * np.nan, "few rows": ROWS[:2]}),
)
def test_a_table_that_cannot_be_normalised_says_nothing(table: Array) -> None:
    assert recognised(FAMILIES, normal(g=1.0), normal(), table, G, B) == []


def test_without_the_table_among_the_arguments_nothing_is_said() -> None:
    assert recognised(FAMILIES, normal(deviation=1.0), normal(), G, B) == []
