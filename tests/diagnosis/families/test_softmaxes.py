"""The softmax is missing, taken twice, over another axis, or of other scores."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import TABLE, WIDE, softmax
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.softmaxes import FAMILIES, log_softmax
from grader.diagnosis.families.softmaxes import softmax as stable_softmax


def masked(scores: Any) -> Any:
    return softmax(np.where(np.arange(scores.size).reshape(scores.shape) % 4, scores, -np.inf), 1)


RECOGNISED = cases(
    {
        "softmax missing": (TABLE, softmax(TABLE, 1), "softmax/missing"),
        "softmax twice": (softmax(softmax(TABLE, 1), 1), softmax(TABLE, 1), "softmax/extra"),
        "softmax over rows": (softmax(TABLE, 0), softmax(TABLE, 1), "softmax/axis"),
        "log_softmax": (np.log(softmax(TABLE, 1)), TABLE, "softmax/log"),
        "scores not divided": (
            softmax(WIDE * np.sqrt(7), 1),
            softmax(WIDE, 1),
            "softmax/root_missing",
        ),
        "scores divided twice": (
            softmax(WIDE / np.sqrt(5), 1),
            softmax(WIDE, 1),
            "softmax/root_twice",
        ),
        "scores and a mask, and what follows": (
            (masked(WIDE * np.sqrt(7)), masked(WIDE * np.sqrt(7)) @ WIDE.T),
            (masked(WIDE), masked(WIDE) @ WIDE.T),
            "softmax/root_missing",
        ),
        "another factor of scores": (softmax(WIDE * 3.3, 1), softmax(WIDE, 1), "softmax/scores"),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_a_softmax_is_another(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_few_places_along_an_axis_tell_nothing_of_another_axis() -> None:
    square = TABLE[:2, :2]
    assert recognised(FAMILIES, softmax(square, 0), softmax(square, 1)) == []


def test_what_sums_to_one_by_chance_is_no_softmax() -> None:
    rows = np.abs(TABLE) / np.abs(TABLE).sum(axis=1, keepdims=True)
    assert recognised(FAMILIES, rows, softmax(TABLE, 1)) == []


def test_large_scores_do_not_overflow() -> None:
    large = np.array([[1000.0, 999.0, 0.0]])
    assert np.allclose(stable_softmax(large, 1), [[1 / (1 + np.exp(-1)), 1 / (1 + np.e), 0.0]])
    assert np.isfinite(log_softmax(large, 1)).all()
    assert np.isclose(stable_softmax(WIDE, None).sum(), 1.0)
