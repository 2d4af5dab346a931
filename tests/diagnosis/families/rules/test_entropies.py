"""A cross entropy, or its gradient, that is made with one thing changed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.evidence import recognised, told

from grader.diagnosis.families.rules.entropies import FAMILIES

Array = np.ndarray[Any, Any]

SCORES = np.random.default_rng(11).normal(size=(6, 4))
LABELS = np.array([0, 2, 1, 1, 3, 0])
AT = np.arange(6), LABELS
ONES = np.eye(4)[LABELS]


def shares(axis: int | None = 1, scores: Array = SCORES) -> Array:
    return np.asarray(np.exp(scores) / np.exp(scores).sum(axis=axis, keepdims=True))


def entropy(probabilities: Array) -> Any:
    return -np.log(probabilities[AT]).mean()


RIGHT_LOSS = entropy(shares()), (shares() - ONES) / 6
ENTROPIES = cases(
    {
        "added up": (entropy(shares()) * 6, (shares() - ONES), "sum"),
        "over the columns": (entropy(shares(0)), (shares(0) - ONES) / 6, "axis"),
        "over the whole table": (entropy(shares(None)), (shares(None) - ONES) / 6, "axis"),
        "softmax twice": (
            entropy(shares(scores=shares())),
            (shares(scores=shares()) - ONES) / 6,
            "twice",
        ),
        "labels off by one": (
            -np.log(shares()[AT[0], LABELS - 1]).mean(),
            (shares() - np.roll(ONES, -1, axis=1)) / 6,
            "labels",
        ),
        "divided by the whole table": (entropy(shares()) / 4, (shares() - ONES) / 24, "table"),
        "the gradient not divided": (RIGHT_LOSS[0], shares() - ONES, "sum"),
        "the label forgotten": (RIGHT_LOSS[0], shares() / 6, "no_label"),
        "the label alone": (RIGHT_LOSS[0], -ONES / 6, "label_only"),
        "scores": (RIGHT_LOSS[0], (SCORES - ONES) / 6, "scores_for_shares"),
        "divided in part": (RIGHT_LOSS[0], shares() - ONES / 6, "partly_divided"),
    }
)


@pytest.mark.parametrize(("loss", "gradient", "member"), ENTROPIES)
def test_one_thing_is_changed_in_a_cross_entropy(loss: Any, gradient: Any, member: str) -> None:
    got = float(loss), gradient
    want = float(RIGHT_LOSS[0]), RIGHT_LOSS[1]
    assert told(got, want, SCORES, LABELS) == f"entropy/{member}"
    assert told(got, (1.0, RIGHT_LOSS[1] + 0.01), SCORES, LABELS) is None


@pytest.mark.parametrize(
    ("loss", "member"),
    cases(
        {
            "no logarithm": (1 - shares()[AT].mean(), "no_logarithm"),
            "the score alone": (-SCORES[AT].mean(), "score_only"),
            "the mean before the logarithm": (-np.log(shares()[AT].mean()), "mean_first"),
            "every class": (-np.log(shares()).mean(), "every_class"),
        }
    ),
)
def test_a_loss_that_is_another(loss: Any, member: str) -> None:
    assert recognised(FAMILIES, float(loss), float(RIGHT_LOSS[0]), SCORES, LABELS) == [
        f"entropy/{member}"
    ]


@pytest.mark.parametrize(
    "labels",
    cases(
        {
            "too few": LABELS[:3],
            "past the last class": LABELS + 4,
            "negative": LABELS - 1,
            "fractions": LABELS.astype(float),
        }
    ),
)
def test_what_are_no_labels_of_the_scores_say_nothing(labels: Array) -> None:
    assert (
        recognised(FAMILIES, float(RIGHT_LOSS[0]) * 6, float(RIGHT_LOSS[0]), SCORES, labels) == []
    )
