"""From what a check raised to its result.

The outcome, whose doing it is, and the sentence about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from grader.checking.answerers.transcribing import answers_of
from grader.checking.answerers.transcripts import Transcript
from grader.checking.comparing.verdicts import Mismatch, Part
from grader.checking.handles.proxies import Session
from grader.compare import describe, sentence
from grader.errors import GraderError, WireError
from grader.judging.culprits import handles_student_value
from grader.judging.lacking import lacking_package
from grader.model import Blame, CheckResult, Difference, Outcome, Place
from grader.sandbox.failures import StudentRaised, StudentStopped
from grader.sandbox.survey import RuleUse, TaskSurvey
from grader.wire.messages import Cause, Raised
from grader.wire.verbs import Verb

_NO_MEMORY = re.compile(
    r"can't allocate memory|not enough memory|DefaultCPUAllocator|Unable to allocate|bad_alloc"
)

MAX_TOLD = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """All that is said of a check that has ended.

    `earned` are the points of its parts that hold, None for a check without parts.
    """

    outcome: Outcome
    message: str = ""
    blame: Blame | None = None
    difference: Difference | None = None
    place: Place | None = None
    traceback: str = ""
    earned: Decimal | None = None


PASSED = Finding(outcome=Outcome.PASSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """An end of a check, and what is needed to tell it.

    `session` has what it asked of the student, None when it never began; `transcript` has what the
    reference answered; `not_installed` are packages that the course allows and this machine lacks.
    """

    raised: BaseException | None
    survey: TaskSurvey
    check_file: Path
    session: Session | None = None
    transcript: Transcript | None = None
    parts: Sequence[Part] = ()
    not_installed: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """Return the function of the task that was called last."""
        return self.session.called if self.session else ""

    @property
    def needs_seconds(self) -> float:
        """Return what the reference takes for the check."""
        return self.transcript.seconds if self.transcript else 0.0

    @property
    def place(self) -> Place | None:
        """Return where the function stands that was called last, else the task's first one."""
        places = self.survey.places
        return places.get(self.called) or next(iter(places.values()), None)

    def unlike(self) -> tuple[str, str, str]:
        """Return the first answer of another kind than the reference's: question, expected, got.

        Else it is the last answer, and nothing is known of what was expected.
        """
        answers = self.session.calls if self.session else []
        wanted = answers_of(self.transcript) if self.transcript else []
        for asked in answers:
            question, got = asked.said, asked.answer
            at = next((at for at, (other, _) in enumerate(wanted) if other == question), None)
            if at is None:
                continue
            _, want = wanted.pop(at)  # each answers the same question once
            if describe(want) != describe(got):
                return question, describe(want), describe(got)
        question, got = (answers[-1].said, answers[-1].answer) if answers else ("", None)
        return question, "something that the check can work with", describe(got)


def finding(ending: Ending) -> Finding:
    """Return the finding that goes with how a check ended."""
    return _in_parts(ending) if ending.parts else _as_one(ending)


def _in_parts(ending: Ending) -> Finding:
    """Return the finding of a check in parts: each that does not hold has its line.

    What ended the check outside of its parts is told first, and costs what was not reached.
    """
    without_parts = replace(ending, parts=())
    failed = [part for part in ending.parts if part.raised is not None]
    earned = sum((part.points for part in ending.parts if part.raised is None), Decimal(0))
    findings = [_of_part(without_parts, part) for part in failed]
    if ending.raised not in (None, *(part.raised for part in failed)):
        findings.insert(0, _as_one(without_parts))
    return _together(findings, earned) if findings else PASSED


def _together(findings: list[Finding], earned: Decimal) -> Finding:
    """Return one finding for several: a fault that holds the grade goes before all others."""
    faults = [finding for finding in findings if finding.outcome is Outcome.GRADER_FAULT]
    message = "\n".join(finding.message for finding in findings)
    return replace([*faults, *findings][0], message=message, earned=earned)


def _of_part(ending: Ending, part: Part) -> Finding:
    finding = _as_one(replace(ending, raised=part.raised))
    return replace(finding, message=f"{part.title} ({part.points:f} points): {finding.message}")


def _as_one(ending: Ending) -> Finding:
    raised = ending.raised
    if raised is None:
        return PASSED
    if isinstance(raised, Mismatch):
        return Finding(
            outcome=Outcome.FAILED,
            message=sentence(raised.difference),
            blame=Blame.STUDENT,
            difference=raised.difference,
            place=ending.place,
        )
    if isinstance(raised, StudentStopped):
        return stopped_finding(raised, ending.place, ending.needs_seconds)
    if isinstance(raised, StudentRaised):
        return _student_raised(raised.raised, ending)
    ours = isinstance(raised, GraderError) and not isinstance(raised, WireError)
    if not ours and handles_student_value(raised, ending.check_file):
        return _unfit_answer(raised, ending)
    return _course_fault(raised, ending.check_file)


def _unfit_answer(raised: BaseException, ending: Ending) -> Finding:
    """Return the finding of an answer that the check cannot even take apart."""
    question, expected, got = ending.unlike()
    called = question.removeprefix(Verb.CALL).strip() or ending.called
    where = f"the answer of {called}()" if called else "the answer"
    difference = Difference(kind="structure", where=where, expected=expected, got=got)
    text = str(raised).strip()[:MAX_TOLD]
    told = f"{type(raised).__name__}: {text}" if text else type(raised).__name__
    return Finding(
        outcome=Outcome.FAILED,
        message=f"{sentence(difference)}\n(using it ended with {told})",
        blame=Blame.STUDENT,
        difference=difference,
        place=ending.place,
    )


def _course_fault(raised: BaseException, check_file: Path) -> Finding:
    """Return the finding of a check that cannot be judged, through no fault of the student's."""
    if isinstance(raised, GraderError):
        who, message = Blame.GRADER, str(raised)
    else:
        who, message = Blame.COURSE, f"{type(raised).__name__} in the check itself: {raised}"
    return Finding(
        outcome=Outcome.GRADER_FAULT, message=f"{message} ({_where(raised, check_file)})", blame=who
    )


def stopped_finding(
    stopped: StudentStopped, place: Place | None = None, needs_seconds: float = 0.0
) -> Finding:
    """Return the finding that goes with a student process that ended before it answered.

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


def _student_raised(raised: Raised, ending: Ending) -> Finding:
    survey, place = ending.survey, ending.place
    here = Place(file=raised.file, line=raised.line) if raised.file else place
    text = raised.text.strip()
    failures = {
        Cause.NO_SUCH_NAME: (
            f"{survey.name} does not define {text};"
            f" {survey.missing.get(text, 'the name must be exactly this')}",
            None,
        ),
        Cause.ASSERTION: (f"an assert does not hold: {text}", place),
        Cause.RULE: (text, here),
    }
    if raised.cause in failures:
        message, at = failures[Cause(raised.cause)]
        return Finding(outcome=Outcome.FAILED, message=message, blame=Blame.STUDENT, place=at)
    told = _raised_message(raised, text, survey, ending.called)
    ours = lacking_package(raised, ending.not_installed)
    if ours:
        message = f"{told}: {ours}"
        return Finding(outcome=Outcome.GRADER_FAULT, message=message, blame=Blame.GRADER)
    no_memory = "MemoryError" in raised.kind or _NO_MEMORY.search(text)
    return Finding(
        outcome=Outcome.OUT_OF_MEMORY if no_memory else Outcome.RAISED,
        message=told,
        blame=Blame.STUDENT,
        place=here,
        traceback=raised.traceback,
    )


def _not_run(text: str, survey: TaskSurvey) -> str:
    """Return why a name is not there that only a script defines; "" where that is no reason."""
    return "".join(
        f'; line {line} defines {name} under `if __name__ == "__main__":`, which is not run when'
        " your work is graded: move it above"
        for name, line in survey.not_run.items()
        if f"'{name}'" in text
    )


def _raised_message(raised: Raised, text: str, survey: TaskSurvey, called: str) -> str:
    """Return the sentence about an exception of the student's."""
    if raised.cause == Cause.UNWRITTEN:
        return text
    if raised.cause == Cause.INPUT:
        asking = survey.name if raised.while_loading or not called else f"{called}()"
        return f"{asking} asked for input(), and nobody is there to answer"
    told = f"{raised.kind}: {text}" if text else raised.kind
    if raised.kind == "NameError":
        told += _not_run(text, survey)
    if raised.while_loading:
        return f"loading {survey.name} ended with {told}"
    return f"{called or 'it'}() ended with {told}"


def _where(raised: BaseException, check_file: Path) -> str:
    """Return the line of the check that raised."""
    line = 0
    trace = raised.__traceback__
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename) == check_file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"{check_file.name}:{line}" if line else check_file.name
