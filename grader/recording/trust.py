"""What must hold of a check before its recording is trusted; else it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from grader.checking.answers import Given, Recorded
from grader.checking.comparison import SMALLEST_MARGIN, Comparison
from grader.compare import sentence
from grader.model import Proved
from grader.wire.encoding import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One run of a check while recording."""

    raised: BaseException | None
    student: Recorded
    reference: Recorded
    compare: Comparison
    seconds: float


class Untrusted(Exception):
    """A check that cannot be trusted: which proof it fails, in a sentence that follows its id."""

    def __init__(self, proof: Proved, sentence: str, blind: str = "") -> None:
        super().__init__(sentence)
        self.proof = proof
        self.sentence = sentence
        self.blind = blind


def check_reference(first: Pass) -> None:
    """Refuse a check that the reference, as its own student, does not pass."""
    if first.raised is not None:
        raise Untrusted(
            Proved.REFERENCE,
            f": with the reference as the student it ends with {told(first.raised)}",
        )
    if first.compare.found:
        raise Untrusted(
            Proved.REFERENCE, f": the reference fails it: {sentence(first.compare.found[0])}"
        )


def check_margins(first: Pass) -> None:
    """Refuse a check whose scores lie so close that honest work could read another letter."""
    if any(gap < SMALLEST_MARGIN for gap in first.compare.margins):
        smallest = min(first.compare.margins)
        raise Untrusted(
            Proved.MARGIN,
            f": two scores lie {smallest:.1e} apart, relative to the largest, so honest work may"
            " read off another letter; draw other numbers until the gap is above"
            f" {SMALLEST_MARGIN:g}",
        )


def check_flow(first: Pass, second: Pass) -> None:
    """Refuse a check whose questions to the reference depend on what the student answers.

    In the second pass the student answers zeros: both passes must have run to the end, asked the
    reference the same and heard the same.
    """
    if second.raised is not None:
        raise Untrusted(
            Proved.FLOW,
            f": with a student that answers zeros it ends early, with {told(second.raised)}; a"
            " check must run to its end whatever the numbers are",
        )
    pairs = zip(first.reference.log, second.reference.log, strict=False)
    for at, ((question, key, given), (_, other_key, other_given)) in enumerate(pairs, 1):
        if key != other_key:
            raise Untrusted(
                Proved.FLOW,
                f": call {at} on reference (“{question}”) depends on what the student answered;"
                " give it literals, draws of rng, or earlier answers of the reference's",
            )
        if _bytes(given) != _bytes(other_given):
            raise Untrusted(
                Proved.FLOW,
                f": the reference answers call {at} (“{question}”) differently the second time; it"
                " may not draw at random",
            )
    if len(first.reference.log) != len(second.reference.log):
        raise Untrusted(
            Proved.FLOW, ": how often it asks the reference depends on what the student answered"
        )


def told(raised: BaseException) -> str:
    """Return what a check raised in one line."""
    return f"{type(raised).__name__}: {raised}"


def _bytes(given: Given) -> bytes:
    return encode((given.value, given.trace))
