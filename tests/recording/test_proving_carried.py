"""A check that carries stages is proved with the reference's answers in their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.courses import write_course
from support.processes import submission
from support.suites import in_suite

from grader.checking.answerers.answers import Answers, Given, Question, Recorded
from grader.checking.answerers.carrying import FIRST_STAGE, Noting
from grader.checking.answerers.transcripts import Transcript
from grader.model import Opaque, Refusal
from grader.model.values import CallBack
from grader.recording.proving_carried import listen_to_stages, read_stages
from grader.recording.recorder import Recorder
from grader.recording.trust import Untrusted
from grader.sandbox.failures import StudentRaised
from grader.sandbox.starting.launchers import Launcher
from grader.wire.messages import Cause, Raised
from grader.wire.verbs import ASKED, GAVE, Verb


class Stage:
    """The reference with one stage of a parameter `x`, which is called with these and gives those.

    `calls` are arguments and answers.
    """

    def __init__(self, *calls: tuple[Any, Any]) -> None:
        self._calls = calls

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        if question.verb == Verb.NOTE:
            return Given((("x",), {}), {})
        assert call_back is not None
        for argument, answer in self._calls:
            call_back(FIRST_STAGE, (ASKED, argument), {})
            call_back(FIRST_STAGE, (GAVE, answer), {})
        return Given(0, {})


def listening(*calls: tuple[Any, Any]) -> Noting:
    answers = listen_to_stages(Stage(*calls), ("make",))
    answers.ask(Question(verb=Verb.CALL, name="train"))
    return answers


def test_what_either_side_asked_a_stage_is_in_its_table() -> None:
    (stage,) = read_stages(listening((1, 2.0)), listening((1, 2.0), (3, 6.0)))
    assert (stage.name, stage.parameters) == ("make", ("x",))
    assert {call.said for call in stage.calls} == {"(1)", "(3)"}


@pytest.mark.parametrize(
    ("calls", "sentence"),
    [
        ([], "which neither it nor the reference calls with plain arguments"),
        ([(Opaque("Box", ""), 1.0)], "which neither it nor the reference calls"),
        ([(1, 2.0), (1, 3.0)], "it answers the same question in two ways; take it out"),
        ([(1, Opaque("Box", ""))], "it answers with a Box, which cannot be recorded"),
    ],
)
def test_a_stage_is_refused_that_cannot_be_replayed(calls: Any, sentence: str) -> None:
    with pytest.raises(Untrusted) as caught:
        read_stages(listening(*calls), listening())
    assert caught.value.proof.value == "reference" and sentence in caught.value.sentence


def test_where_nobody_listened_there_are_no_stages() -> None:
    silent: Answers = Recorded(Stage())
    assert read_stages(silent, silent) == ()


def test_a_stage_that_the_reference_does_not_define_is_named() -> None:
    class Nameless:
        def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
            raise StudentRaised(
                Raised(1, "NoSuchName", "mak", "", 0, "", False, Cause.NO_SUCH_NAME)
            )

    with pytest.raises(Untrusted, match="carries= names mak, which the reference does not define"):
        listen_to_stages(Nameless(), ("mak",))


REFERENCE = """
import numpy as np
def make(x):
    return x + 1.0
def train(x):
    return np.cumsum(make(x))
def hand_on(x):
    make(x)
    return make(x)
"""
SETTINGS = """
    id = "demo"
    seed = 5
    carry = "half"

    [[tasks]]
    id = "a"
    points = 1
    defines = ["make", "train", "hand_on"]
    server = "numpy"
"""
CHECK = """
@check(points=1, title="Trained", carries="make")
def test_train(student, reference, rng, compare):
    x = rng.values(4)
    BODY
"""
PROVED = cases(
    {
        "a later stage that computes": (
            "compare.equal(student.train(x), reference.train(x))",
            "",
        ),
        "the stage alone": (
            "compare.equal(student.make(x), reference.make(x))",
            "it carries make, and a student that answers",
        ),
        "a later stage that hands it on": (
            "compare.equal(student.hand_on(x), reference.hand_on(x))",
            "a student that answers the carried answers everywhere else earns 1 points",
        ),
    }
)


@pytest.mark.parametrize(("body", "sentence"), PROVED)
def test_a_check_is_refused_that_the_carried_answers_alone_decide(
    launchers: Callable[[str, str], Launcher], tmp_path: Path, body: str, sentence: str
) -> None:
    assignment = write_course(
        tmp_path,
        settings=SETTINGS,
        solutions={"a": REFERENCE},
        checks={"a": CHECK.replace("BODY", body)},
    )

    def work(suite: Any, servers: Any) -> tuple[tuple[Transcript, ...], list[Refusal]]:
        recorder = Recorder(suite, submission(a_py=REFERENCE), servers)
        ((_, file),) = recorder.record()
        return file.transcripts, recorder.refusals

    transcripts, refused = in_suite(assignment, launchers, work)
    assert bool(refused) is bool(sentence)
    if sentence:
        assert sentence in refused[0].sentence and refused[0].proof.value == "blind"
    else:
        assert [stage.name for stage in transcripts[0].carried] == ["make"]
        assert len(transcripts[0].carried[0].calls) == 1
