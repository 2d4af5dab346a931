"""Asking for a second look, and answering: what is written down, and what is refused."""

from decimal import Decimal

import pytest
from support.classes import NOON, asked, handed_in
from support.courses import tiny

from grader.errors import CalledWrongly
from grader.marking.second_look import Answering, answer, request
from grader.model import Decision, Override, RegradeAnswer, RegradeRequest
from grader.policy import list_regradings

ADA = handed_in("ada", student="s1")


def _ask(task: str, reason: str) -> RegradeRequest:
    return request(ADA, tiny(), task, reason, by="amy", now=NOON)


def _answer(
    text: str = "Yes.",
    points: str | None = None,
    *,
    task: str = "running_mean",
    changed: bool = True,
) -> list[Decision]:
    """What is written where ada asked about `running_mean` and about all of the work."""
    given = Answering(
        task=task,
        text=text,
        changed=changed,
        points=points,
        by="bea",
        now=NOON,
    )
    waiting = list_regradings([asked(student="s1"), asked("", student="s1")])
    return answer(ADA, tiny(), waiting, given)


def test_a_request_names_the_student_by_id_and_who_wrote_it_down() -> None:
    made = _ask("rescale", "It runs at home.")
    assert (made.student, made.task, made.reason, made.by) == (
        *("s1", "rescale", "It runs at home."),
        "amy",
    )


@pytest.mark.parametrize(
    ("task", "reason", "told"),
    [("nonsense", "x", "no task 'nonsense'"), ("rescale", "", "reason is empty")],
)
def test_what_cannot_be_asked_has_a_sentence(task: str, reason: str, told: str) -> None:
    with pytest.raises(CalledWrongly, match=told):
        _ask(task, reason)


def test_an_answer_comes_with_the_points_that_it_gives() -> None:
    override, said = _answer(points="3.5")
    assert isinstance(override, Override) and isinstance(said, RegradeAnswer)
    assert (override.task, override.points, override.by) == ("running_mean", Decimal("3.5"), "bea")
    assert (said.changed, said.answer, said.student) == (True, "Yes.", "s1")
    (alone,) = _answer(changed=False)
    assert isinstance(alone, RegradeAnswer) and not alone.changed


@pytest.mark.parametrize(
    ("task", "text", "points", "told"),
    [
        ("rescale", "Yes.", None, "nobody waits for an answer about rescale"),
        ("running_mean", "", None, "the answer is empty"),
        ("running_mean", "Yes.", "4.5", "no number from 0 to 4"),
        ("running_mean", "Yes.", "-1", "no number from 0 to 4"),
        ("", "Yes.", "1", "task by task"),
    ],
)
def test_what_cannot_be_answered_has_a_sentence(
    task: str, text: str, points: str | None, told: str
) -> None:
    with pytest.raises(CalledWrongly, match=told):
        _answer(text, points, task=task)
