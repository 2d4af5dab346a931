"""A person holds a grade, and releases it."""

import pytest
from support.classes import NOON, RUBRICS, handed_in, policy
from support.classes import hold as held_by_amy

from grader.errors import CalledWrongly
from grader.marking.holding import hold
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
