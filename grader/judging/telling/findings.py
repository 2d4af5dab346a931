"""From what a check raised to its result.

The outcome, whose doing it is, and the sentence about it.
"""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from grader.checking.comparing.verdicts import Mismatch, Part
from grader.compare import sentence
from grader.errors import GraderError, NoGpu, WireError
from grader.judging.culprits import handles_student_value
from grader.language import tr, translatable
from grader.model import Blame, CheckResult, Difference, HintKind, Outcome, Place
from grader.nouns import replace
from grader.sandbox.failures import StudentRaised, StudentStopped
from grader.sandbox.survey import RuleUse
from grader.wire.verbs import Verb

from .found import PASSED, Ending, Finding, failed_finding, held_finding
from .inputs import describe_input
from .raised import describe_raised
from .shapes import shape_advice

MAX_TOLD = 300
LOOPS = translatable(
    "Which name should change on every turn of the loop around that line, and when does it end?"
    " Print it there."
)
LAYERS = translatable(
    "Compare the layers that you make with those that the task names: their kind, number and sizes."
)

# Which hint goes with a difference, by the difference's kind.
_FAILS = {
    "type": HintKind.SHAPE,
    "structure": HintKind.SHAPE,
    "shape": HintKind.SHAPE,
    "dtype": HintKind.DTYPE,
    "changed": HintKind.CHANGED,
    "gradient": HintKind.GRADIENT,
}


def describe_ending(ending: Ending) -> Finding:
    """Return the finding that goes with how a check ended."""
    return _describe_parts(ending) if ending.parts else _describe_whole(ending)


def _describe_parts(ending: Ending) -> Finding:
    """Return the finding of a check in parts: each that does not hold has its line.

    What ended the check outside of its parts is told first, and costs what was not reached.
    """
    without_parts = replace(ending, parts=())
    failed_parts = [part for part in ending.parts if part.raised is not None]
    earned = sum((part.points for part in ending.parts if part.raised is None), Decimal(0))
    findings = [_describe_part(without_parts, part) for part in failed_parts]
    if ending.raised not in (None, *(part.raised for part in failed_parts)):
        findings.insert(0, _describe_whole(without_parts))
    return _join_findings(findings, earned) if findings else PASSED


def _join_findings(findings: list[Finding], earned: Decimal) -> Finding:
    """Return one finding for several: a fault that holds the grade goes before all others."""
    faults = [finding for finding in findings if finding.outcome is Outcome.GRADER_FAULT]
    message = "\n".join(finding.message for finding in findings)
    return replace([*faults, *findings][0], message=message, earned=earned)


def _describe_part(ending: Ending, part: Part) -> Finding:
    finding = _describe_whole(replace(ending, raised=part.raised))
    message = tr(
        "{title} ({points:f} points): {message}",
        title=part.title,
        points=part.points,
        message=finding.message,
    )
    return replace(finding, message=message)


def _describe_whole(ending: Ending) -> Finding:
    raised = ending.raised
    match raised:
        case None:
            return PASSED
        case Mismatch():
            return _describe_mismatch(raised.difference, ending)
        case StudentStopped():
            finding = describe_stop(raised, ending.place, ending.needs_seconds)
            input_line = describe_input(ending) if raised.outcome is Outcome.TIMED_OUT else ""
            return replace(finding, message="\n".join(filter(None, (finding.message, input_line))))
        case StudentRaised():
            return describe_raised(raised.raised, ending)
        case NoGpu():
            return describe_missing_gpu(raised)
    ours = isinstance(raised, GraderError) and not isinstance(raised, WireError)
    if not ours and handles_student_value(raised, ending.check_file):
        return _describe_unfit_answer(raised, ending)
    return _describe_course_fault(raised, ending.check_file)


def _describe_mismatch(difference: Difference, ending: Ending) -> Finding:
    fails: HintKind | None = _FAILS.get(difference.kind, HintKind.VALUES)
    advice: str | None = None
    if difference.kind == "placement":
        fails, advice = None, tr(LAYERS)
    elif fails in (HintKind.SHAPE, HintKind.DTYPE):
        compared = ending.compared
        if compared is not None and compared.difference == difference:
            advice = shape_advice(compared)
    return failed_finding(sentence(difference), ending.place, fails, difference, advice)


def _describe_unfit_answer(raised: BaseException, ending: Ending) -> Finding:
    """Return the finding of an answer that the check cannot even take apart."""
    question, expected, got = ending.find_unlike_answer()
    function = question.removeprefix(Verb.CALL).strip() or ending.last_function
    where = tr("the answer of {name}()", name=function) if function else tr("the answer")
    difference = Difference(kind="structure", where=where, expected=expected, got=got)
    text = str(raised).strip()[:MAX_TOLD]
    error = f"{type(raised).__name__}: {text}" if text else type(raised).__name__
    message = f"{sentence(difference)}\n{tr('(using it ended with {error})', error=error)}"
    return failed_finding(message, ending.place, HintKind.SHAPE, difference)


def _describe_course_fault(raised: BaseException, check_file: Path) -> Finding:
    """Return the finding of a check that cannot be judged, through no fault of the student's."""
    blame, message = Blame.GRADER, str(raised)
    if not isinstance(raised, GraderError):
        blame, kind = Blame.COURSE, type(raised).__name__
        message = tr("{kind} in the check itself: {error}", kind=kind, error=raised)
    where = _place_in_check(raised, check_file)
    return held_finding(tr("{message} ({where})", message=message, where=where), blame)


def describe_stop(
    stopped: StudentStopped, place: Place | None = None, needs_seconds: float = 0.0
) -> Finding:
    """Return the finding that goes with a student process that ended before it answered.

    One that was killed by nothing of ours, and was tried again before, is no fault of the
    student's.
    """
    if stopped.busy and stopped.outcome is Outcome.CRASHED:
        return held_finding(
            tr(
                "{what}, twice, and not by its limits; is the machine out of memory? Run it again",
                what=stopped.sentence,
            )
        )
    running = stopped.running
    timed_out = stopped.outcome is Outcome.TIMED_OUT
    return Finding(
        outcome=stopped.outcome,
        message=_stop_message(stopped, needs_seconds if timed_out else 0.0),
        blame=Blame.STUDENT,
        place=running.place if running else place,
        traceback=running.traceback if running else "",
        fails=HintKind.TIMEOUT if timed_out else None,
        advice=tr(LOOPS) if timed_out and running else None,
    )


def _stop_message(stopped: StudentStopped, needs_seconds: float) -> str:
    """Return what stopped it, where it was then, and how long the reference needs if known."""
    message, running = stopped.sentence, stopped.running
    if running is not None:
        place = f"{running.place.file}:{running.place.line}"
        message = tr("{message}, at {place}", message=message, place=place)
    if needs_seconds:
        message = tr(
            "{message}; the reference needs {seconds:.2f} s",
            message=message,
            seconds=max(needs_seconds, 0.01),
        )
    return message


def describe_missing_gpu(error: NoGpu) -> Finding:
    """Return the finding of a check that needs a GPU where there is none: no points hang on it."""
    return held_finding(tr("not run: {reason}", reason=error))


def describe_blocked(need: str, before: Sequence[CheckResult]) -> Finding:
    """Return the finding of a check that needs another one, by id, which did not pass.

    Whoever has to mend that one is to blame for this one too.
    """
    needed_check = next((result for result in before if result.id == need), None)
    title = needed_check.title if needed_check else need
    return Finding(
        outcome=Outcome.BLOCKED,
        message=tr(
            "not run: it needs “{title}” ({check}), which did not pass", title=title, check=need
        ),
        blame=(needed_check.blame if needed_check else None) or Blame.STUDENT,
    )


def describe_broken_rule(use: RuleUse, before: Sequence[CheckResult]) -> Finding:
    """Return the finding of a check of a task that uses what it forbids.

    The first check of the task fails; the others are blocked, so that one slip is told once.
    """
    place = f"{use.place.file}:{use.place.line}"
    if before:
        return Finding(
            outcome=Outcome.BLOCKED,
            message=tr(
                "not run: {place} uses {what}, see “{title}”",
                place=place,
                what=use.used,
                title=before[0].title,
            ),
            blame=Blame.STUDENT,
        )
    message = tr("{place} uses {what}. {why}", place=place, what=use.used, why=use.say)
    return failed_finding(message, use.place, None)


def _place_in_check(raised: BaseException, check_file: Path) -> str:
    """Return the line of the check that raised."""
    line = 0
    trace = raised.__traceback__
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename) == check_file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"{check_file.name}:{line}" if line else check_file.name
