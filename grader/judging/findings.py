"""From what a check raised to its result.

The outcome, whose doing it is, and the sentence about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.checking.comparison import Mismatch
from grader.compare import sentence
from grader.errors import GraderError
from grader.model import Blame, CheckResult, Difference, Outcome, Place
from grader.sandbox.failures import StudentRaised, StudentStopped
from grader.sandbox.survey import RuleUse, TaskSurvey
from grader.wire.messages import Raised

_NO_MEMORY = re.compile(
    r"can't allocate memory|not enough memory|DefaultCPUAllocator|Unable to allocate|bad_alloc"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What there is to say of a check that has ended."""

    outcome: Outcome
    message: str = ""
    blame: Blame | None = None
    difference: Difference | None = None
    place: Place | None = None
    traceback: str = ""


PASSED = Finding(outcome=Outcome.PASSED)


def finding(
    raised: BaseException | None,
    survey: TaskSurvey,
    called: str,
    check_file: Path,
    needs_seconds: float = 0.0,
) -> Finding:
    """The finding that goes with what a check raised.

    `called` is the function it called last, `needs_seconds` what the reference takes for the check.
    """
    if raised is None:
        return PASSED
    place = survey.places.get(called) or next(iter(survey.places.values()), None)
    if isinstance(raised, Mismatch):
        return Finding(
            outcome=Outcome.FAILED,
            message=sentence(raised.difference),
            blame=Blame.STUDENT,
            difference=raised.difference,
            place=place,
        )
    if isinstance(raised, StudentStopped):
        return stopped_finding(raised, place, needs_seconds)
    if isinstance(raised, StudentRaised):
        return _student_raised(raised.raised, survey, place, called)
    who = Blame.GRADER if isinstance(raised, GraderError) else Blame.COURSE
    message = (
        f"{raised}"
        if isinstance(raised, GraderError)
        else f"{type(raised).__name__} in the check itself: {raised}"
    )
    return Finding(
        outcome=Outcome.GRADER_FAULT, message=f"{message} ({_where(raised, check_file)})", blame=who
    )


def stopped_finding(
    stopped: StudentStopped, place: Place | None = None, needs_seconds: float = 0.0
) -> Finding:
    """The finding that goes with a student process that ended before it answered.

    One that was killed by nothing of ours, and was tried again before, is no fault of the
    student's.
    """
    if stopped.busy and stopped.outcome is Outcome.CRASHED:
        message = (
            f"{stopped.sentence}, twice, and not by its limits; is the machine out of memory? Run"
            " it again"
        )
        return Finding(outcome=Outcome.GRADER_FAULT, message=message, blame=Blame.GRADER)
    message = stopped.sentence
    if stopped.outcome is Outcome.TIMED_OUT and needs_seconds:
        message += f"; the reference needs {max(needs_seconds, 0.01):.2f} s"
    return Finding(outcome=stopped.outcome, message=message, blame=Blame.STUDENT, place=place)


def blocked(need: str, before: Sequence[CheckResult]) -> Finding:
    """Return the finding of a check that needs another one, by id, which did not pass.

    Whoever has to mend that one is to blame for this one too.
    """
    needed = next((result for result in before if result.id == need), None)
    title = needed.title if needed else need
    return Finding(
        outcome=Outcome.BLOCKED,
        message=f"not run: it needs “{title}” ({need}), which did not pass",
        blame=(needed.blame if needed else None) or Blame.STUDENT,
    )


def broken_rule(use: RuleUse, before: Sequence[CheckResult]) -> Finding:
    """Return the finding of a check of a task that uses what it forbids.

    The first check of the task fails; the others are blocked, so that one slip is told once.
    """
    place = f"{use.place.file}:{use.place.line}"
    if before:
        return Finding(
            outcome=Outcome.BLOCKED,
            message=f"not run: {place} uses {use.used}, see “{before[0].title}”",
            blame=Blame.STUDENT,
        )
    message = f"{place} uses {use.used}. {use.say}"
    return Finding(outcome=Outcome.FAILED, message=message, blame=Blame.STUDENT, place=use.place)


def _student_raised(
    raised: Raised, survey: TaskSurvey, place: Place | None, called: str
) -> Finding:
    here = Place(file=raised.file, line=raised.line) if raised.file else place
    text = raised.text.strip()
    said = f"{raised.kind}: {text}" if text else raised.kind
    if raised.kind == "NoSuchName":
        message = f"{survey.name} does not define {text}; the name must be exactly this"
        return Finding(outcome=Outcome.FAILED, message=message, blame=Blame.STUDENT, place=None)
    if raised.kind == "AssertFailed":
        message = f"an assert does not hold: {text}"
        return Finding(outcome=Outcome.FAILED, message=message, blame=Blame.STUDENT, place=place)
    if raised.kind == "RuleBroken":
        return Finding(outcome=Outcome.FAILED, message=text, blame=Blame.STUDENT, place=here)
    outcome = Outcome.RAISED
    if "MemoryError" in raised.kind or _NO_MEMORY.search(text):
        outcome = Outcome.OUT_OF_MEMORY
    if raised.kind == "NotImplementedError" and text.endswith("is not written yet"):
        message = text
    elif raised.kind == "EOFError" and "reading a line" in text:
        asking = survey.name if raised.while_loading or not called else f"{called}()"
        message = f"{asking} asked for input(), and nobody is there to answer"
    elif raised.while_loading:
        message = f"loading {survey.name} ended with {said}"
    else:
        message = f"{called or 'it'}() ended with {said}"
    return Finding(
        outcome=outcome,
        message=message,
        blame=Blame.STUDENT,
        place=here,
        traceback=raised.traceback,
    )


def _where(raised: BaseException, check_file: Path) -> str:
    """The line of the check that raised."""
    line = 0
    trace = raised.__traceback__
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename) == check_file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"{check_file.name}:{line}" if line else check_file.name
