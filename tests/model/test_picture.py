"""What a check compared: which axis is one of steps, and how many numbers are kept."""

import pytest
from support.results import picture

from grader.model import Axis


@pytest.mark.parametrize(
    ("name", "in_steps"),
    [("time step", True), ("step", True), ("epoch", True), ("unit", False), ("", False)],
)
def test_some_axes_go_step_by_step(name: str, in_steps: bool) -> None:
    assert Axis(name=name, length=4, places=(0, 3)).in_steps is in_steps


def test_the_size_is_that_of_the_numbers_which_are_kept() -> None:
    rows = Axis(name="row", length=100, places=(0, 50, 99))
    columns = Axis(name="column", length=2, places=(0, 1))
    assert picture(rows, columns).size == 6
