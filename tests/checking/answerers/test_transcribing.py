"""From what a reference answered to a transcript, and back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support.scripted import Script, raised
from support.values import same, values

from grader.checking.answerers.answers import Given, Question, Recorded, Replayed
from grader.checking.answerers.transcribing import (
    answers_of,
    build_transcript,
    encode_answer,
    replayable_calls,
)
from grader.checking.answerers.transcripts import RecordedCall, Transcript
from grader.errors import WireError
from grader.nouns import replace
from grader.sandbox.failures import StudentRaised
from grader.wire.verbs import Verb


def asked(number: int) -> Question:
    return Question(verb=Verb.CALL, name="f", args=(number,))


def transcript(*answers: Any) -> Transcript:
    """The transcript of f(0), f(1), ... with these answers."""
    recorded = Recorded(Script(*answers))
    for number, answer in enumerate(answers):
        if isinstance(answer, Exception):
            with pytest.raises(type(answer)):
                recorded.ask(asked(number))
        else:
            recorded.ask(asked(number))
    return build_transcript("a::x", recorded, [0.123456, 0.5], 1e-5, 0.123456)


def test_a_transcript_holds_questions_in_words_and_by_key() -> None:
    made = transcript(1, 2)
    assert [(call.said, call.key) for call in made.calls] == [
        ("call f", asked(0).key),
        ("call f", asked(1).key),
    ]
    assert (made.check, made.margins, made.tolerance, made.seconds) == (
        "a::x",
        (0.1235, 0.5),
        1e-5,
        0.1235,
    )


@settings(max_examples=15)
@given(values)
def test_an_answer_comes_back_as_it_was(value: Any) -> None:
    made = transcript(value)
    replayed = Replayed("a::x", replayable_calls(made))
    assert same(replayed.ask(asked(0)).value, value)
    ((said, answer),) = answers_of(made)
    assert said == "call f" and same(answer, value)


def test_what_was_watched_comes_back_too() -> None:
    made = transcript(Given(1, {"count": {"RNN": 2}}))
    assert Replayed("a::x", replayable_calls(made)).ask(asked(0)).trace == {"count": {"RNN": 2}}


def test_what_was_raised_is_raised_again() -> None:
    error = raised("ValueError", "no", "builtins.ValueError")
    replayed = Replayed("a::x", replayable_calls(transcript(error)))
    with pytest.raises(StudentRaised) as caught:
        replayed.ask(asked(0))
    assert caught.value.raised == replace(error.raised, check=0)


def test_the_number_of_a_check_in_its_process_is_no_part_of_what_was_raised() -> None:
    """Else a recording would differ by which checks ran before."""
    one = raised("ValueError").raised
    assert encode_answer(Given(None, {}, one)) == encode_answer(
        Given(None, {}, replace(one, check=9))
    )


@pytest.mark.parametrize(
    "answer",
    [b"", b"?", b"N", b"t\0\0\0\0", b"t\0\0\0\4NdNN"],
    ids=["nothing", "an unknown tag", "no pair", "an empty one", "too many"],
)
def test_an_answer_that_cannot_be_read_has_a_sentence(answer: bytes) -> None:
    call = RecordedCall(said="call f", key=asked(0).key, answer=answer)
    broken = replace(transcript(), calls=(call,))
    with pytest.raises(WireError, match="an answer in the transcript cannot be read"):
        Replayed("a::x", replayable_calls(broken)).ask(asked(0))


def test_an_answer_is_read_when_it_is_asked_for_and_not_before() -> None:
    """A student's machine loads all transcripts of a task, and asks a few."""
    broken = replace(transcript(1), calls=(*transcript(1).calls, RecordedCall(said="", key="k")))
    assert Replayed("a::x", replayable_calls(broken)).ask(asked(0)).value == 1


def test_answers_are_handed_out_read_only() -> None:
    (call,) = replayable_calls(transcript(np.zeros(2)))
    with pytest.raises(ValueError, match="read-only"):
        call[2]().value[0] = 1.0
