"""What a script of a check brings along does what the kit does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.examiner.script_helpers import comparing_functions
from grader.model import Tolerances

ONES, TWOS = np.ones((2, 3)), 2 * np.ones((2, 3))


COMPARED = cases(
    {
        "the same": (ONES, ONES + 1e-12, "y: the same"),
        "another number": (ONES, TWOS, "y[0, 0]: expected 2.0, got 1.0; 6 of 6 numbers differ"),
        "no number": (ONES * np.nan, ONES, "y[0, 0]: expected 1.0, got nan; 6 of 6 numbers differ"),
        "another shape": (ONES.T, ONES, "y: expected shape (2, 3), got (3, 2)"),
        "in a list": ([ONES, TWOS], (ONES, ONES), "y[0]: the same\ny[1][0, 0]: expected 1.0, got"),
        "too few": ([ONES], (ONES, ONES), "y: expected 2 items, got 1\ny[0]: the same"),
        "by a key": ({"a": 1}, {"a": 2}, "y['a']: expected 2, got 1"),
        "no array": (None, ONES, "y: expected shape (2, 3), got ()"),
        "texts": (np.array(["a"]), np.array(["b"]), "y: another value"),
        "whole numbers": (np.array([1, 2]), np.array([1, 3]), "y[1]: expected 3, got 2"),
        "nothing in it": (np.ones((0, 2)), np.ones((0, 2)), "y: the same"),
    }
)


@pytest.mark.parametrize(("got", "expected", "said"), COMPARED)
def test_a_script_says_where_an_answer_parts(
    got: Any, expected: Any, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {"np": np}
    exec(comparing_functions(Tolerances()), names)
    names["tell_difference"]("y", got, expected)
    assert capsys.readouterr().out.startswith(said)
