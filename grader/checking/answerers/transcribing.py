"""From what a reference answered to a transcript, and back to answers."""

from collections.abc import Callable
from typing import Any

from grader.errors import WireError
from grader.language import tr
from grader.nouns import fields_of, replace
from grader.wire.decoding import decode
from grader.wire.encoding import encode
from grader.wire.messages import Raised

from .answers import Given, Recorded, Replayed
from .transcripts import RecordedCall, Stage, Transcript


def build_transcript(
    check: str,
    recorded: Recorded,
    margins: list[float],
    tolerance: float,
    seconds: float,
    carried: tuple[Stage, ...] = (),
) -> Transcript:
    """Return the transcript of what was recorded."""
    calls = tuple(
        RecordedCall(said=str(question), key=key, answer=encode_answer(answer))
        for question, key, answer in recorded.log
    )
    rounded = tuple(float(f"{gap:.4g}") for gap in margins)
    return Transcript(
        check=check,
        calls=calls,
        margins=rounded,
        tolerance=tolerance,
        seconds=round(seconds, 4),
        carried=carried,
    )


def encode_answer(answer: Given) -> bytes:
    """Return the bytes of an answer; of one that was raised, its fields stand in a third place."""
    if answer.raised is None:
        return encode((answer.value, answer.trace))
    # Its check has another number in every process.
    return encode((None, {}, tuple(fields_of(replace(answer.raised, check=0)).values())))


def replayable_calls(transcript: Transcript) -> tuple[tuple[str, str, Callable[[], Given]], ...]:
    """Return the calls of a transcript, each decoded when it is asked for."""
    return tuple((call.said, call.key, _decoder(call.answer)) for call in transcript.calls)


def replay(transcript: Transcript) -> Replayed:
    """Return who answers as the reference did when a check was recorded."""
    return Replayed(transcript.check, replayable_calls(transcript))


def answers_of(transcript: Transcript) -> list[tuple[str, Any]]:
    """Return what the reference answered in a transcript, each with the question in words."""
    return [(call.said, _decoder(call.answer)().value) for call in transcript.calls]


def _decoder(answer: bytes) -> Callable[[], Given]:
    def read() -> Given:
        try:
            value, trace, *raised = decode(answer)
            return Given(value, trace, Raised(*raised[0]) if raised else None)
        except (WireError, ValueError, TypeError) as error:
            raise WireError(
                tr("an answer in the transcript cannot be read: {error}", error=error)
            ) from error

    return read
