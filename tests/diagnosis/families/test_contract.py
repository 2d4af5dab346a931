"""When a family may speak: in every array that differs, or in one that is no chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.diagnosis.case import Case, Pair
from grader.diagnosis.evidence import Compared
from grader.diagnosis.families.contract import match_every_pair, match_some_pair
from grader.model import Difference

LONG, SHORT = np.linspace(0.1, 0.9, 20), np.array([0.1, 0.2])
ENOUGH = 10


def case(*pairs: tuple[Any, Any]) -> Case:
    compared = Compared(
        at=1,
        got=None,
        want=None,
        names=(),
        difference=Difference(kind="values", where="y", expected="", got=""),
        relative=0.0,
    )
    return Case(compared, tuple(Pair(got, want) for got, want in pairs), (), ())


def doubled(pair: Pair, of: Case) -> str | None:
    """A family of two: twice or half of what is wanted."""
    if np.array_equal(pair.got, 2 * pair.want):
        return "twice"
    return "half" if np.array_equal(2 * pair.got, pair.want) else None


TWICE, HALF, NEITHER = (2 * SHORT, SHORT), (SHORT, 2 * SHORT), (SHORT + 1, SHORT)


@pytest.mark.parametrize(
    ("of", "every", "some"),
    cases(
        {
            "one array": (case(TWICE), "twice", "twice"),
            "two alike": (case(TWICE, TWICE), "twice", "twice"),
            "two that differ": (case(TWICE, HALF), None, None),
            "one of no kind beside a short one": (case(TWICE, NEITHER), None, None),
            "one of no kind beside a long one": (case((2 * LONG, LONG), NEITHER), None, "twice"),
            "none of a kind": (case(NEITHER), None, None),
            "no arrays": (case(), None, None),
        }
    ),
)
def test_how_many_arrays_have_to_be_of_a_kind(
    of: Case, every: str | None, some: str | None
) -> None:
    assert match_every_pair(doubled)(of) == every
    assert match_some_pair(doubled, ENOUGH)(of) == some
