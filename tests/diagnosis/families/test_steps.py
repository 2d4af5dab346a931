"""Answers that come a step early or late, or in which steps are missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import SERIES, SQUARE, TABLE
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.steps import FAMILIES, UNFILLED, count_right_rows

RECOGNISED = cases(
    {
        "one step early": (np.append(SERIES[1:], 0.1), SERIES, "steps/early"),
        "one step late": (np.append(0.1, SERIES[:-1]), SERIES, "steps/late"),
        "the previous state": (np.append(0.0, SERIES[:-1]), SERIES, "steps/previous"),
        "the last step": (TABLE[-1], TABLE, "cut/last"),
        "one too few": (TABLE[:-1], TABLE, "cut/missing_end"),
        "one row": (np.vstack([TABLE[:1], TABLE[1:] * 0]), TABLE, "unfilled/first"),
        "some rows": (np.vstack([TABLE[:3], TABLE[3:] * 0]), TABLE, "unfilled/some"),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_steps_are_early_late_or_missing(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_the_state_that_an_argument_is_comes_first() -> None:
    late = np.concatenate((SQUARE[:1] * 0 + 7.0, TABLE[:, [0, 1, 2, 0]][:-1]))
    want = TABLE[:, [0, 1, 2, 0]]
    assert member(evidence(late, want, args=(np.full(4, 7.0),))) == "steps/previous"
    assert member(evidence(late, want)) == "steps/late"


def test_rows_that_are_all_the_same() -> None:
    assert member(evidence(np.repeat(TABLE[-1:], 5, axis=0), TABLE)) == "same_rows/last"
    assert member(evidence(np.repeat(TABLE[:1], 5, axis=0), TABLE)) == "same_rows/first"
    assert recognised(FAMILIES, np.repeat(TABLE[2:3], 5, axis=0), TABLE) == []


@pytest.mark.parametrize(
    ("got", "name"),
    cases(
        {
            "too few at the start": (TABLE[1:], "cut/missing_start"),
            "too many at the end": (np.vstack([TABLE, TABLE[:1] + 1]), "cut/more_end"),
            "too many at the start": (np.vstack([TABLE[:1] * 0, TABLE]), "cut/more_start"),
            "another width": (TABLE[:-1, :2], None),
        }
    ),
)
def test_an_answer_of_another_length(got: Any, name: str | None) -> None:
    assert recognised(FAMILIES, got, TABLE) == ([name] if name else [])


@pytest.mark.parametrize("right", [0, 2, 5])
def test_rows_are_counted_up_to_the_first_that_is_wrong(right: int) -> None:
    got = np.vstack([TABLE[:right], TABLE[right:] + 1])
    got[-1] = TABLE[-1] if right < 4 else got[-1]  # a right row below does not count
    assert count_right_rows(got, TABLE, 1e-9) == right


def test_an_unfilled_answer_begins_with_a_right_row() -> None:
    assert recognised((UNFILLED,), np.vstack([TABLE[:2], TABLE[2:] * 0]), TABLE) == [
        "unfilled/some"
    ]
    assert recognised((UNFILLED,), TABLE * 0, TABLE) == []
