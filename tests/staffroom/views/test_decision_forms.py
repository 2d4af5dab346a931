"""Decisions that a form asks for; a form that makes no sense is one sentence."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from support.classes import NOON, handed_in
from support.courses import tiny
from support.memory_gradebook import MemoryGradebook

from grader.errors import CalledWrongly
from grader.model import Decision, Extension, Hold, Override, RegradeAnswer, RegradeRequest
from grader.runs.people.records import KeptRecord, read_kept_class
from grader.staffroom.views.decision_forms import decisions_of


def record(*decisions: Decision) -> KeptRecord:
    book = MemoryGradebook()
    book.add(handed_in("ada", student="s1"), key="k", recorded=NOON)
    book.decide(decisions)
    return read_kept_class(book, tiny(), None).find("ada")


def decide(*earlier: Decision, **form: str) -> list[Decision]:
    return decisions_of(form, record(*earlier), tiny(), "amy")


def ask() -> Decision:
    (decision,) = decide(what="ask", task="rescale", reason=" It runs\nat home. ")
    return decision


def test_a_request_is_kept_as_one_line_in_the_student_s_name() -> None:
    decision = ask()
    assert isinstance(decision, RegradeRequest)
    assert (decision.student, decision.task, decision.by) == ("s1", "rescale", "amy")
    assert decision.reason == "It runs at home."


@pytest.mark.parametrize(
    ("outcome", "points", "changed", "kinds"),
    [
        ("kept", "", False, [RegradeAnswer]),
        ("changed", "", True, [RegradeAnswer]),
        ("points", "4.5", True, [Override, RegradeAnswer]),
    ],
)
def test_an_answer_says_what_becomes_of_the_points(
    outcome: str, points: str, changed: bool, kinds: list[type]
) -> None:
    form = {"what": "answer", "task": "rescale", "outcome": outcome, "points": points}
    decided = decide(ask(), **form, reason="So it does.")
    assert [type(each) for each in decided] == kinds
    assert isinstance(decided[-1], RegradeAnswer) and decided[-1].changed is changed


def test_points_are_replaced_or_given_back() -> None:
    (given,) = decide(what="override", task="rescale", points=" 1.5 ", reason="agreed")
    (back,) = decide(what="override", task="rescale", points="", reason="a mistake")
    assert isinstance(given, Override) and given.points == Decimal("1.5")
    assert isinstance(back, Override) and back.points is None


def test_more_time_is_a_moment_or_days_and_the_moment_counts() -> None:
    (days,) = decide(what="extension", days="2", until="", reason="ill")
    both = {"days": "2", "until": "2026-12-05T12:00:00+01:00"}
    (moment,) = decide(what="extension", **both, reason="ill")
    assert isinstance(days, Extension) and (days.days, days.until) == (2, None)
    assert isinstance(moment, Extension) and moment.days is None
    assert moment.until == datetime.fromisoformat(both["until"])


def test_a_grade_is_held_and_released() -> None:
    (held,) = decide(what="hold", reason="see me")
    (released,) = decide(held, what="release", reason="seen")
    assert isinstance(held, Hold) and held.held
    assert isinstance(released, Hold) and not released.held


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"what": "override", "task": "rescale", "points": "1"}, "the reason is empty"),
        ({"what": "override", "task": "gone", "points": "1", "reason": "x"}, "not in the assign"),
        ({"what": "override", "task": "rescale", "points": "nan", "reason": "x"}, "no number from"),
        ({"what": "extension", "days": "-2", "reason": "x"}, "no number of days"),
        ({"what": "extension", "days": "9" * 30, "reason": "x"}, "no number of days"),
        ({"what": "extension", "until": "tomorrow", "reason": "x"}, "not a time with its zone"),
        ({"what": "release", "reason": "x"}, "nothing to release"),
        ({"what": "ask", "task": "gone", "reason": "x"}, "has no task 'gone'"),
        ({"what": "answer", "task": "rescale", "outcome": "kept", "reason": "x"}, "nobody waits"),
        ({}, "the reason is empty"),
    ],
)
def test_a_form_that_makes_no_sense_is_one_sentence(form: dict[str, str], sentence: str) -> None:
    with pytest.raises(CalledWrongly, match=sentence):
        decide(**form)


@pytest.mark.parametrize("points", ["", "many", "5.5"])
def test_an_answer_gives_a_number_of_points(points: str) -> None:
    form = {"what": "answer", "task": "rescale", "outcome": "points", "points": points}
    with pytest.raises(CalledWrongly, match="is no number from 0 to 5"):
        decide(ask(), **form, reason="So it does.")
