"""Which hint goes with a finding, and what a check asked last."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.scripted import Script

from grader.checking.answerers.answers import Question, Recorded
from grader.checking.answerers.transcribing import build_transcript
from grader.checking.answerers.transcripts import Transcript
from grader.checking.handles.proxies import Side
from grader.judging.telling.found import LOOK, Ending, Finding
from grader.model import Form, HintKind, Hints, Outcome, Place
from grader.sandbox.survey import TaskSurvey
from grader.wire.verbs import Verb

GENERAL, SHAPE, OURS = ("Look.", "There."), ("Rows.",), "Print it."
HINTS = Hints(general=GENERAL, by_kind=((HintKind.SHAPE, SHAPE),))


@pytest.mark.parametrize(
    ("more", "stages"),
    cases(
        {
            "the course's own for that kind": ({"fails": HintKind.SHAPE}, SHAPE),
            "which goes before our advice": ({"fails": HintKind.SHAPE, "advice": OURS}, SHAPE),
            "but not before what is certain": (
                {"fails": HintKind.SHAPE, "advice": OURS, "is_certain": True},
                (OURS, *SHAPE),
            ),
            "our advice, then the course's general one": (
                {"fails": HintKind.RAISED, "advice": OURS},
                (OURS, *GENERAL),
            ),
            "the general one": ({"fails": HintKind.VALUES}, GENERAL),
            "of what never ended only ours": ({"fails": HintKind.TIMEOUT, "advice": OURS}, (OURS,)),
            "no hint of the check's can be about it": ({"advice": OURS}, (OURS,)),
            "nothing": ({}, ()),
        }
    ),
)
def test_which_hint_goes_with_a_failure(more: dict[str, Any], stages: tuple[str, ...]) -> None:
    assert Finding(outcome=Outcome.FAILED, **more).hints(HINTS) == stages


def test_what_was_raised_has_a_hint_where_nobody_has_one() -> None:
    raised = Finding(outcome=Outcome.RAISED, fails=HintKind.RAISED)
    assert raised.hints(Hints()) == (LOOK,)
    assert Finding(outcome=Outcome.FAILED, fails=HintKind.VALUES).hints(Hints()) == ()


PLACES = {"f": Place(file="a.py", line=3), "g": Place(file="a.py", line=9)}


def asked(*answers: object) -> Side:
    """A student whose f(0), f(1), ... were answered so."""
    side = Side(Script(*answers))
    for number in range(len(answers)):
        side.f(number)
    return side


def recorded(*answers: object) -> Transcript:
    log = Recorded(Script(*answers))
    for number in range(len(answers)):
        log.ask(Question(verb=Verb.CALL, name="f", args=(number,)))
    return build_transcript("a::x", log, [], 0.0, 0.5)


def ending(side: Side | None = None, transcript: Transcript | None = None) -> Ending:
    survey = TaskSurvey(
        task="a", form=Form.FILE, name="a.py", places=PLACES, uses=(), notes=(), text=""
    )
    return Ending(
        raised=None,
        survey=survey,
        check_file=Path("test_a.py"),
        session=side._session if side else None,
        transcript=transcript,
    )


def test_a_check_that_asked_nothing_stands_at_the_task_s_first_name() -> None:
    assert (ending().last_function, ending().place, ending().needs_seconds) == (
        "",
        PLACES["f"],
        0.0,
    )


def test_the_function_that_was_called_last_is_the_place() -> None:
    side = Side(Script())
    side.f()
    side.g()
    assert (ending(side).last_function, ending(side).place) == ("g", PLACES["g"])
    side.unknown()
    assert ending(side).place == PLACES["f"]


def test_what_the_reference_needs_is_in_its_transcript() -> None:
    assert ending(transcript=recorded(1)).needs_seconds == 0.5


@pytest.mark.parametrize(
    ("got", "want", "unlike"),
    cases(
        {
            "the first of another kind": (
                ([1], "a", 3),
                ([1], (1, 2), 4),
                ("call f", "a tuple of 2 items", "the string 'a'"),
            ),
            "other numbers are of another kind": (
                (1,),
                (2,),
                ("call f", "the number 2", "the number 1"),
            ),
            "all alike": (
                (1, 2),
                (1, 2),
                ("call f", "something that the check can work with", "the number 2"),
            ),
            "nothing answered": ((), (1,), ("", "something that the check can work with", "None")),
            "no transcript": (
                (1,),
                (),
                ("call f", "something that the check can work with", "the number 1"),
            ),
        }
    ),
)
def test_the_answer_that_a_check_could_not_use(got: Any, want: Any, unlike: Any) -> None:
    assert ending(asked(*got), recorded(*want)).find_unlike_answer() == unlike
