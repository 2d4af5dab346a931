"""What the leaves of a model gave, as the other side claims it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.checking.handles.insides import inner_steps
from grader.model import Tensor

ONE, TWO = Tensor(np.ones(2)), Tensor(np.full(2, 2.0))


@pytest.mark.parametrize(
    ("claimed", "steps"),
    cases(
        {
            "with a gradient": ([("low", ONE, TWO)], [("low", [1.0, 1.0], [2.0, 2.0])]),
            "without": ([("low", ONE, None)], [("low", [1.0, 1.0], None)]),
            "a gradient that is none": ([("low", ONE, "x")], [("low", [1.0, 1.0], None)]),
            "several": (
                (("a", ONE, None), ("b", TWO, None)),
                [("a", [1.0, 1.0], None), ("b", [2.0, 2.0], None)],
            ),
            "a name that is none": ([(3, ONE, None)], [("3", [1.0, 1.0], None)]),
            "a value that is none": ([("low", [1.0], None)], []),
            "half a step": ([("low", ONE)], []),
            "a list for a step": ([["low", ONE, None]], []),
            "no list": ({"low": ONE}, []),
            "nothing": (None, []),
        }
    ),
)
def test_steps_are_what_can_be_read_of_the_claim(claimed: Any, steps: list[Any]) -> None:
    read = [
        (
            step.leaf,
            step.value.tolist(),
            None if step.gradient is None else step.gradient.tolist(),
        )
        for step in inner_steps(claimed)
    ]
    assert read == steps
