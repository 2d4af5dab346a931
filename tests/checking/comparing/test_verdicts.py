"""When a difference ends a check, and when it costs only a part of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from grader.checking.comparing.comparison import Comparison
from grader.checking.mismatch import Mismatch
from grader.errors import BadCheck
from grader.model import Outcome, Tolerances
from grader.sandbox.failures import StudentStopped


def comparison(*, judging: bool = True) -> Comparison:
    return Comparison(Tolerances(), judging=judging)


def test_the_first_difference_ends_a_check() -> None:
    compare = comparison()
    with pytest.raises(Mismatch, match="expected 2, got 1"):
        compare.equal(1, 2)
    assert len(compare.found) == 1


def test_a_part_costs_its_own_points_only() -> None:
    compare = comparison()
    with compare.part(1, "The first"):
        compare.equal(1, 2)
    with compare.part("0.5", "The second"):
        compare.equal(2, 2)
    with compare.part(0.25, "The third"):
        compare.equal(3, 3)
    assert compare.earned == Decimal("0.75")
    assert [(part.title, part.raised is None) for part in compare.parts] == [
        ("The first", False),
        ("The second", True),
        ("The third", True),
    ]


def test_what_stands_after_a_difference_in_a_part_is_not_asked() -> None:
    asked = []
    compare = comparison()
    with compare.part(1, "A part"):
        compare.equal(1, 2)
        asked.append("more")
    assert asked == []


def test_an_exception_in_a_part_costs_the_part() -> None:
    compare = comparison()
    with compare.part(1, "A part"):
        raise ValueError("student code")
    assert compare.earned == 0 and isinstance(compare.parts[0].raised, ValueError)


@pytest.mark.parametrize(
    "error",
    [StudentStopped(Outcome.TIMED_OUT, "too long"), BadCheck("odd")],
    ids=["the process is gone", "the check is wrong"],
)
def test_what_ends_everything_ends_a_part_too(error: Exception) -> None:
    compare = comparison()
    with pytest.raises(type(error)), compare.part(1, "A part"):
        raise error
    assert compare.parts[0].raised is error


def test_a_part_does_not_stand_inside_another() -> None:
    compare = comparison()
    sentence = "the part 'Inner' stands inside of another part"
    with (
        pytest.raises(BadCheck, match=sentence),
        compare.part(1, "Outer"),
        compare.part(1, "Inner"),
    ):
        pass
    with compare.part(1, "After"):
        pass
    assert [part.title for part in compare.parts] == ["Outer", "After"]


@pytest.mark.parametrize("points", ["many", -1, float("nan")])
def test_points_of_a_part_are_points(points: Any) -> None:
    with pytest.raises(ValueError, match="points="), comparison().part(points, "A part"):
        pass


class TestRecording:
    """A recording runs to the end of the check, whatever was answered."""

    def test_differences_are_kept_and_nothing_is_raised(self) -> None:
        compare = comparison(judging=False)
        compare.equal(1, 2)
        with compare.part(1, "A part"):
            compare.equal(3, 4)
        assert [difference.got for difference in compare.found] == ["1", "3"]

    def test_an_exception_is_the_check_s_own_and_is_not_kept_for_a_part(self) -> None:
        with pytest.raises(ValueError), comparison(judging=False).part(1, "A part"):
            raise ValueError("the check")


def test_without_parts_nothing_is_earned_by_them() -> None:
    assert comparison().earned == 0
