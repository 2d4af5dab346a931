"""From an exception of student code to its finding: what was raised, where, with which input."""

import re

from grader.judging.lacking import lacking_package
from grader.language import tr
from grader.model import Blame, HintKind, Outcome, Place
from grader.sandbox.survey import TaskSurvey
from grader.wire.messages import Cause, Raised

from .advice import advice, is_certain
from .found import Ending, Finding
from .inputs import failing_input

_NO_MEMORY = re.compile(
    r"can't allocate memory|not enough memory|DefaultCPUAllocator|Unable to allocate|bad_alloc"
)


def raised_finding(raised: Raised, ending: Ending) -> Finding:
    """Return the finding of what student code raised."""
    here = Place(file=raised.file, line=raised.line) if raised.file else ending.place
    text = raised.text.strip()
    match raised.cause:
        case Cause.NO_SUCH_NAME:
            return _failed(_not_defined(text, ending.survey), None, HintKind.MISSING)
        case Cause.ASSERTION:
            message = tr("an assert does not hold: {text}", text=text)
            return _failed(message, ending.place, HintKind.VALUES)
        case Cause.RULE:
            return _failed(text, here, None)
    ours = lacking_package(raised, ending.not_installed)
    if ours:
        message = tr("{message}: {why}", message=_message(raised, text, ending), why=ours)
        return Finding(outcome=Outcome.GRADER_FAULT, message=message, blame=Blame.GRADER)
    no_memory = "MemoryError" in raised.kind or _NO_MEMORY.search(text)
    return Finding(
        outcome=Outcome.OUT_OF_MEMORY if no_memory else Outcome.RAISED,
        message=_message(raised, text, ending),
        blame=Blame.STUDENT,
        place=here,
        traceback=raised.traceback,
        fails=_fails(raised),
        advice=advice(raised.kind, text),
        is_certain=is_certain(raised.kind, text),
    )


def _failed(message: str, place: Place | None, fails: HintKind | None) -> Finding:
    return Finding(
        outcome=Outcome.FAILED, message=message, blame=Blame.STUDENT, place=place, fails=fails
    )


def _not_defined(name: str, survey: TaskSurvey) -> str:
    """Return that a task's file lacks a name, and why as far as that is known."""
    missing = survey.missing.get(name) or tr("the name must be exactly this")
    return tr(
        "{file} does not define {name}; {missing}", file=survey.name, name=name, missing=missing
    )


def _fails(raised: Raised) -> HintKind | None:
    """Return the kind of failure.  What did not even load says nothing of the check's question."""
    if raised.cause == Cause.UNWRITTEN:
        return HintKind.MISSING
    return None if raised.while_loading else HintKind.RAISED


def _not_run(text: str, survey: TaskSurvey) -> str:
    """Return why a name is not there that only a script defines; "" where that is no reason."""
    return "".join(
        tr(
            '; line {line} defines {name} under `if __name__ == "__main__":`, which is not run when'
            " your work is graded: move it above",
            line=line,
            name=name,
        )
        for name, line in survey.not_run.items()
        if f"'{name}'" in text
    )


def _message(raised: Raised, text: str, ending: Ending) -> str:
    """Return the sentence about an exception of the student's, and what it was called with."""
    survey, called = ending.survey, ending.called
    if raised.cause == Cause.UNWRITTEN:
        return text
    if raised.cause == Cause.INPUT:
        asking = survey.name if raised.while_loading or not called else f"{called}()"
        return tr("{what} asked for input(), and nobody is there to answer", what=asking)
    told = f"{raised.kind}: {text}" if text else raised.kind
    if raised.kind == "NameError":
        told += _not_run(text, survey)
    if raised.while_loading:
        return tr("loading {file} ended with {error}", file=survey.name, error=told)
    message = tr("{what} ended with {error}", what=_subject(ending), error=told)
    return "\n".join(filter(None, (message, failing_input(ending))))


def _subject(ending: Ending) -> str:
    """Return what was called: a function of the task, or what it gave, or a method of that."""
    called = f"{ending.called or tr('it')}()"
    asked = ending.session.asked if ending.session else None
    if asked is None or not asked.target:
        return called
    if not asked.name:
        return tr("what {function} gave", function=called)
    return tr("{method}() of what {function} gave", method=asked.name, function=called)
