"""Proving that a check may be judged with the reference's answers in an earlier stage's place.

The reference passes with its own recorded answers, and who knows nothing but these answers earns
nothing by them: else the points of a stage could be had without it.
"""

import time

from grader.checking.answerers.answers import Answers, Logged
from grader.checking.answerers.blind import BLIND_STUDENTS, Blind, give_values
from grader.checking.answerers.carrying import Carrying, Noting, build_stages
from grader.checking.answerers.transcripts import Stage, Transcript
from grader.judging.suite import Suite
from grader.model import Proved
from grader.sandbox.failures import StudentRaised
from grader.wire.decoding import decode

from .trust import CheckRun, Untrusted, explain_raised, judge_run

THE_STAGES = "the carried answers"


def listen_to_stages(answers: Answers, stages: tuple[str, ...]) -> Noting:
    """Return who listens to the reference's stages.  Raises Untrusted for one that is not there."""
    try:
        return Noting(answers, stages)
    except StudentRaised as error:
        raise Untrusted(
            Proved.REFERENCE,
            f": carries= names {error.raised.text}, which the reference does not define",
        ) from None


def read_stages(mine: Answers, theirs: Answers) -> tuple[Stage, ...]:
    """Return what both sides of a check asked of its stages; none where nobody listened.

    Raises Untrusted where a stage was asked nothing, or cannot be replayed.
    """
    if not (isinstance(mine, Noting) and isinstance(theirs, Noting)):
        return ()
    for noted_stage in (*mine.noted, *theirs.noted):
        if noted_stage.obstacle:
            raise Untrusted(
                Proved.REFERENCE,
                f": it carries {noted_stage.name}, but {noted_stage.obstacle}; take it out",
            )
    stages = build_stages(mine.noted, theirs.noted)
    for stage in stages:
        if not stage.calls:
            raise Untrusted(
                Proved.REFERENCE,
                f": it carries {stage.name}, which neither it nor the reference calls with plain"
                " arguments while it runs; take it out",
            )
    return stages


def prove_carried(suite: Suite, run: CheckRun, log: list[Logged], transcript: Transcript) -> None:
    """Refuse a check that its stages' answers alone decide, or that cannot be judged with them.

    `log` is what the reference answered as the student.
    """
    began = time.monotonic()
    carrying = Carrying(run.mine.begin(run.task, alone=True), transcript.carried)
    raised, _ = judge_run(suite, run, transcript, carrying)
    run.mine.finish(run.task, began)
    if raised is not None or not carrying.applies:
        ended = (
            "what was not recorded" if raised is None else explain_raised(raised, run.task.defines)
        )
        raise Untrusted(
            Proved.REFERENCE,
            f": with its own recorded answers in the place of {_names(transcript)} the reference"
            f" ends with {ended}",
        )
    if run.check.points:
        _prove_blind(suite, run, log, transcript)


def _prove_blind(suite: Suite, run: CheckRun, log: list[Logged], transcript: Transcript) -> None:
    """Refuse a check of which the stages' answers alone earn points."""
    calls = [call for stage in transcript.carried for call in stage.calls]
    answers = [decode(call.answer, make=lambda value: value) for call in calls]
    true = frozenset(stage.name for stage in transcript.carried)
    for name, fill in {**BLIND_STUDENTS, THE_STAGES: give_values(answers)}.items():
        _, earned = judge_run(suite, run, transcript, Blind(log, fill, true=true))
        if earned:
            raise Untrusted(
                Proved.BLIND,
                f": it carries {_names(transcript)}, and a student that answers {name} everywhere"
                f" else earns {earned} points; carry a stage only where later ones are asked",
                blind=name,
            )


def _names(transcript: Transcript) -> str:
    return " and ".join(stage.name for stage in transcript.carried)
