"""Answers that are right in more than one form pass; wrong ones do not, whatever does not count."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.checking.comparing.comparison import Comparison, Mismatch
from grader.errors import BadCheck
from grader.model import Tensor
from grader.model.assignment import Tolerances

ROWS = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
# what does not count, the reference's answer, a right one in another form, a wrong one
FORMS: dict[str, tuple[str, Any, Any, Any]] = {
    "the sign of a vector": ("sign", ROWS[0], -ROWS[0], np.array([1.0, -2.0])),
    "the sign of each column": ("sign", ROWS, ROWS * [1, -1], ROWS[:, ::-1]),
    "the scale of each column": ("scale", ROWS, ROWS * [2, -3], ROWS + 1),
    "a tensor's sign": ("sign", Tensor(ROWS), Tensor(-ROWS), Tensor(ROWS + 1)),
    "the order of rows": ("permutation", ROWS, ROWS[::-1], ROWS[[0, 0, 1]]),
    "the names of labels": (
        "permutation",
        np.array([0, 0, 1, 2]),
        np.array([2, 2, 0, 1]),
        np.array([0, 1, 0, 2]),
    ),
    "labels that are merged": (
        "permutation",
        np.array([0, 0, 1, 2]),
        np.array([1, 1, 2, 0]),
        np.array([0, 0, 1, 1]),
    ),
    "the order of a list": ("order", ["a", "b", "c"], ["c", "a", "b"], ["a", "a", "b"]),
    "the order of pairs": ("order", [(1, 2), (3, 4)], [(3, 4), (1, 2)], [(1, 2), (1, 2)]),
    "nothing but zeros": ("scale", ROWS, ROWS * 2, np.zeros_like(ROWS)),
    "no numbers": ("sign", ROWS, -ROWS, np.full_like(ROWS, np.nan)),
    "another shape": ("permutation", ROWS, ROWS[::-1], ROWS[:2]),
}


@pytest.mark.parametrize(("up_to", "want", "right", "wrong"), cases(FORMS))
def test_only_what_is_named_does_not_count(up_to: str, want: Any, right: Any, wrong: Any) -> None:
    compare = Comparison(Tolerances())
    compare.equal(want, want, up_to=up_to)
    compare.equal(right, want, up_to=up_to)
    with pytest.raises(Mismatch):
        compare.equal(wrong, want, up_to=up_to)
    with pytest.raises(Mismatch):
        compare.equal(right, want)


def test_a_word_that_is_none_of_these_is_the_check_s_mistake() -> None:
    with pytest.raises(BadCheck, match="up_to='rows' is none of 'order', 'permutation'"):
        Comparison(Tolerances()).equal(ROWS, ROWS, up_to="rows")
