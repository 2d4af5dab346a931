"""A running value that follows the batch otherwise than the reference does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.evidence import recognised, told

from grader.diagnosis.families.rules.running_values import FAMILIES

RANDOM = np.random.default_rng(11)
Array = np.ndarray[Any, Any]

ROWS = 2.0 * RANDOM.normal(size=(6, 4)) + np.arange(4)
OLD = RANDOM.normal(size=4)
MEAN, VAR = ROWS.mean(axis=0), ROWS.var(axis=0)

RUNNING = cases(
    {
        "exchanged": (0.1 * OLD + 0.9 * MEAN, 0.9 * OLD + 0.1 * MEAN, "momentum"),
        "the batch's alone": (MEAN, 0.9 * OLD + 0.1 * MEAN, "batch_only"),
        "added": (OLD + 0.1 * MEAN, 0.9 * OLD + 0.1 * MEAN, "added"),
        "unbiased": (
            0.9 * OLD + 0.1 * ROWS.var(axis=0, ddof=1),
            0.9 * OLD + 0.1 * VAR,
            "unbiased",
        ),
        "deviation": (0.9 * OLD + 0.1 * np.sqrt(VAR), 0.9 * OLD + 0.1 * VAR, "deviation"),
        "mean": (0.9 * OLD + 0.1 * MEAN, 0.9 * OLD + 0.1 * VAR, "mean_for_variance"),
    }
)


@pytest.mark.parametrize(("got", "want", "member"), RUNNING)
def test_a_running_value_follows_otherwise(got: Array, want: Array, member: str) -> None:
    assert told(got, want, ROWS, OLD) == f"running/{member}"


def test_the_old_value_comes_back() -> None:
    assert recognised(FAMILIES, OLD, 0.9 * OLD + 0.1 * MEAN, ROWS, OLD) == ["running/not_renewed"]


def test_a_variance_for_the_mean() -> None:
    got, want = 0.9 * OLD + 0.1 * VAR, 0.9 * OLD + 0.1 * MEAN
    assert recognised(FAMILIES, got, want, ROWS, OLD) == ["running/variance_for_mean"]


def test_what_is_no_mixture_of_old_and_new_says_nothing() -> None:
    assert recognised(FAMILIES, OLD, OLD * MEAN, ROWS, OLD) == []
    assert recognised(FAMILIES, OLD, 1.1 * OLD - 0.1 * MEAN, ROWS, OLD) == []
    assert recognised(FAMILIES, OLD, 0.9 * OLD + 0.1 * MEAN, ROWS[:1], OLD) == []
