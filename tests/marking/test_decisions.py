"""What a person decides: a hold, other points for a task, more time."""

from datetime import datetime
from decimal import Decimal

import pytest
from support.classes import NOON, RUBRICS, handed_in, policy
from support.classes import hold as held_by_amy
from support.courses import tiny

from grader.errors import CalledWrongly
from grader.marking.decisions import hold, override, read_points, read_until
from grader.model import Hold, Result
from grader.policy import grade

ADA = handed_in("ada_12", student="s1")


def _decided(result: Result, *before: Hold, held: bool, reason: str = "looks copied") -> Hold:
    now = grade(result, policy(), RUBRICS, before)
    return hold(now, result, held=held, reason=reason, by="amy", now=NOON)


def test_it_is_of_the_student_and_of_whatever_is_handed_in_later() -> None:
    assert _decided(ADA, held=True) == held_by_amy("s1")
    assert _decided(handed_in("eve"), held=True) == held_by_amy("eve")


def test_what_is_held_is_held_for_another_reason_or_released() -> None:
    assert _decided(ADA, held_by_amy("s1"), held=True, reason="more") == held_by_amy(
        "s1", reason="more"
    )
    assert _decided(ADA, held_by_amy("s1"), held=False) == held_by_amy("s1", held=False)


@pytest.mark.parametrize(
    ("before", "held", "reason", "sentence"),
    [
        ((), True, "", "the reason is empty"),
        ((held_by_amy("s1"),), False, "", "the reason is empty"),
        ((), False, "seen", "nobody holds the grade of ada_12"),
        ((held_by_amy("s2"),), False, "seen", "nobody holds the grade of ada_12"),
        ((held_by_amy("s1"), held_by_amy("s1", held=False)), False, "seen", "nobody holds"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    before: tuple[Hold, ...], held: bool, reason: str, sentence: str
) -> None:
    with pytest.raises(CalledWrongly, match=sentence):
        _decided(ADA, *before, held=held, reason=reason)


def test_points_are_given_to_the_student_and_taken_back() -> None:
    task = tiny().task("rescale")
    given = override(ADA, task, " 1,5 ", reason="agreed", by="amy", now=NOON)
    assert (given.student, given.task, given.points) == ("s1", "rescale", Decimal("1.5"))
    assert override(ADA, task, None, reason="agreed", by="amy", now=NOON).points is None
    with pytest.raises(CalledWrongly, match="the reason is empty"):
        override(ADA, task, "1", reason="", by="amy", now=NOON)


@pytest.mark.parametrize("text", ["", "many", "-1", "5.5", "nan", "1e1", "９.０"])
def test_what_is_no_number_of_points_says_what_the_task_has(text: str) -> None:
    with pytest.raises(CalledWrongly, match="is no number from 0 to 5, which is what rescale has"):
        read_points(text, Decimal(5), "rescale")


def test_a_deadline_has_its_zone() -> None:
    moment = datetime.fromisoformat("2026-12-05T12:00:00+01:00")
    assert read_until("2026-12-05T12:00:00+01:00") == moment


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-12-05T12:00", "0001-12-05T00:00Z"])
def test_what_is_no_deadline_is_told(text: str) -> None:
    with pytest.raises(CalledWrongly, match="is not a time with its zone"):
        read_until(text)
