"""Refusing checks whose recording cannot be trusted."""

import difflib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from grader.checking.answerers.answers import Answers, Logged, Recorded
from grader.checking.answerers.transcribing import encode_answer, replay
from grader.checking.answerers.transcripts import Inputs, Stage, Transcript
from grader.checking.comparing.comparison import SMALLEST_MARGIN, Comparison
from grader.checking.handles.asking import GIVEN_NAMES
from grader.checking.handles.proxies import FIRST_BUILT, Side
from grader.checking.structures import rebuild
from grader.compare import sentence
from grader.judging.student_processes import StudentProcesses
from grader.judging.suite import Collected, Suite
from grader.model import Check, Handle, Opaque, Outcome, Proved, Task
from grader.nouns import frozen, noun
from grader.sandbox.failures import StudentRaised, StudentStopped
from grader.wire.messages import Cause
from grader.wire.verbs import Verb

NEVER_RIGHT = (
    "what is not finite (NaN, infinity) or is an object is never equal: draw other inputs, or"
    " compare what it says, as np.isnan(…) of it"
)
LIMITS = "`load_seconds` or `check_seconds` under [limits] in assignment.toml"


@frozen
class CheckRun:
    """A check with its inputs, and the processes that answer as the student and the reference."""

    collected: Collected
    inputs: Inputs
    task: Task
    mine: StudentProcesses
    theirs: StudentProcesses

    @property
    def check(self) -> Check:
        return self.collected.check


@noun
class Pass:
    """One run of a check while recording; `drawn` says whether it drew from `rng` at all.

    `carried` is what the reference's earlier stages were asked, and answered.
    """

    raised: BaseException | None
    student: Recorded
    reference: Recorded
    compare: Comparison
    seconds: float
    drawn: bool
    carried: tuple[Stage, ...] = ()


def judge_run(
    suite: Suite, run: CheckRun, transcript: Transcript, student: Answers
) -> tuple[BaseException | None, Decimal]:
    """Judge a student on a check against its transcript.

    Return what the check raised, and the points that the student earns.
    """
    compare = Comparison(suite.assignment.tolerances_of(run.task))
    draws = suite.draws(run.collected, run.inputs)
    reference = Side(replay(transcript))
    raised = suite.run(run.collected, Side(student), reference, compare, draws)
    passed = raised is None and not compare.parts
    return raised, run.check.points if passed else compare.earned


class Untrusted(Exception):
    """A check that cannot be trusted: which proof it fails, in a sentence that follows its id."""

    def __init__(self, proof: Proved, sentence: str, blind: str = "") -> None:
        super().__init__(sentence)
        self.proof = proof
        self.sentence = sentence
        self.blind = blind


def check_first_pass(first: Pass, *, defines: Sequence[str], place: str, points: Decimal) -> None:
    """Refuse a check that one run with the reference as the student shows to be wrong.

    `defines` are the names that its task asks for, `place` is the file that a teacher edits.
    """
    check_reference(first, defines)
    check_loads(first, place)
    check_margins(first)
    check_parts(first, points)


def check_reference(first: Pass, defines: Sequence[str]) -> None:
    """Refuse a check that the reference, as its own student, does not pass."""
    if first.raised is not None:
        raise Untrusted(
            Proved.REFERENCE,
            ": with the reference as the student it ends with"
            f" {explain_raised(first.raised, defines)}",
        )
    if first.compare.found:
        _check_sendable(first)
        fault = first.compare.found[0]
        advice = f"; {NEVER_RIGHT}" if fault.got == fault.expected else ""
        raise Untrusted(Proved.REFERENCE, f": the reference fails it: {sentence(fault)}{advice}")


def _check_sendable(first: Pass) -> None:
    """Refuse with the reason that is the true one where an answer could not be recorded at all."""
    for question, _, answer in first.reference.log:
        for value in (answer.value, *answer.trace.values()):
            lost = _find_opaque(value)
            if lost is not None:
                raise Untrusted(
                    Proved.REFERENCE,
                    f": what the reference answers to “{question}” cannot be recorded: a"
                    f" {lost.kind}, {lost.description}; let it answer less, or with an array",
                )


def _find_opaque(value: Any) -> Opaque | None:
    """Return what in an answer could not be sent; None where all of it was."""
    if isinstance(value, Opaque):
        return value
    items = value.values() if isinstance(value, dict) else value
    if not isinstance(value, tuple | list | dict):
        return None
    return next((lost for item in items if (lost := _find_opaque(item)) is not None), None)


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


def check_parts(first: Pass, points: Decimal) -> None:
    """Refuse a check in parts that do not add up to its points."""
    if first.compare.parts and first.compare.earned != points:
        raise Untrusted(
            Proved.REFERENCE,
            f": its parts add up to {first.compare.earned} points, and the check has {points};"
            " correct one of them",
        )


def check_flow(first: Pass, second: Pass) -> None:
    """Refuse a check whose questions to the reference depend on what the student answers.

    In the second pass the student answers zeros: both passes must have run to the end, asked the
    reference the same and heard the same.
    """
    if second.raised is not None:
        raise Untrusted(
            Proved.FLOW,
            ": with a student that answers zeros it ends early, with"
            f" {explain_raised(second.raised)}; a"
            " check must run to its end whatever the numbers are",
        )
    pairs = zip(first.reference.log, second.reference.log, strict=False)
    for number, (first_call, second_call) in enumerate(pairs, 1):
        _check_same_call(number, first_call, second_call)
    if len(first.reference.log) != len(second.reference.log):
        raise Untrusted(
            Proved.FLOW, ": how often it asks the reference depends on what the student answered"
        )


def _check_same_call(number: int, first_call: Logged, second_call: Logged) -> None:
    """Refuse a check whose call on the reference is another in the second pass."""
    question, key, answer = first_call
    _, other_key, other_answer = second_call
    if key != other_key:
        raise Untrusted(
            Proved.FLOW,
            f": call {number} on reference (“{question}”) depends on what the student answered;"
            " give it literals, draws of rng, or earlier answers of the reference's",
        )
    if encode_answer(answer) != encode_answer(other_answer):
        raise Untrusted(
            Proved.FLOW,
            f": the reference answers call {number} (“{question}”) differently the second time; it"
            " may not draw at random",
        )


def check_loads(first: Pass, place: str) -> None:
    """Refuse a check that loads weights into the student's own model by the reference's names."""
    seen_models = set()
    for question, _, _ in first.student.log:
        if question.verb == Verb.LEAVES:
            seen_models.add(question.target)
        is_own = 0 < question.target < FIRST_BUILT and question.target not in seen_models
        if question.verb == Verb.LOAD and is_own and question.name != GIVEN_NAMES:
            raise Untrusted(
                Proved.REFERENCE,
                ": load() sets the student's weights by the reference's names, and honest work may"
                f" call its layers otherwise; use place() in {place}, or say load(…,"
                " given_names=True) if the handout gives the names",
            )


def advise_on_blind(compare: Comparison) -> str:
    """Return what to do about a check that a blind answer passes, by what it compared last."""
    classes: list[str] = []

    def see(item: object) -> object:
        if isinstance(item, Handle):
            classes.append(item.kind)
        return item

    rebuild(compare.last, see)
    if not classes:
        return "compare values, not only shapes"
    return (
        f"of an object of class {classes[-1]} only its being there is compared: compare what it"
        " says, as answer.total() of both sides"
    )


def explain_raised(raised: BaseException, defines: Sequence[str] = ()) -> str:
    """Return what a check raised in one line; a misspelt name with the one that is near it."""
    if isinstance(raised, StudentStopped) and raised.outcome is Outcome.TIMED_OUT:
        return f"it was {raised.sentence}; let it compute less, or raise {LIMITS}"
    if not isinstance(raised, StudentRaised):
        return f"{type(raised).__name__}: {raised}"
    if raised.raised.cause != Cause.NO_SUCH_NAME:
        return str(raised)
    name = raised.raised.text
    nearest = difflib.get_close_matches(name, defines, 1, 0.5)
    hint = f"; did you mean {nearest[0]}?" if nearest else f"; it defines {', '.join(defines)}"
    return f"the name {name}, which the reference does not define{hint}"
