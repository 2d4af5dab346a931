"""From an exception of student code to its finding: what was raised, where, with which input."""

import re

from grader.judging.lacking import explain_missing_package
from grader.language import tr
from grader.model import Blame, HintKind, Outcome, Place
from grader.sandbox.survey import TaskSurvey
from grader.wire.messages import Cause, Raised

from .advice import VALUE_CALLED, find_advice, is_certain
from .found import Ending, Finding, failed_finding, held_finding
from .inputs import describe_input

_NO_MEMORY = re.compile(
    r"can't allocate memory|not enough memory|DefaultCPUAllocator|Unable to allocate|bad_alloc"
)


def describe_raised(raised: Raised, ending: Ending) -> Finding:
    """Return the finding of what student code raised."""
    here = Place(file=raised.file, line=raised.line) if raised.file else ending.place
    text = raised.text.strip()
    match raised.cause:
        case Cause.NO_SUCH_NAME:
            message = _describe_missing_name(text, ending.survey)
            return failed_finding(message, None, HintKind.MISSING)
        case Cause.ASSERTION:
            message = tr("an assert does not hold: {text}", text=text)
            return failed_finding(message, ending.place, HintKind.VALUES)
        case Cause.RULE:
            return failed_finding(text, here, None)
    ours = explain_missing_package(raised, ending.not_installed)
    if ours:
        message = _build_message(raised, text, ending)
        return held_finding(tr("{message}: {why}", message=message, why=ours))
    no_memory = "MemoryError" in raised.kind or _NO_MEMORY.search(text)
    return Finding(
        outcome=Outcome.OUT_OF_MEMORY if no_memory else Outcome.RAISED,
        message=_build_message(raised, text, ending),
        blame=Blame.STUDENT,
        place=here,
        traceback=raised.traceback,
        fails=_kind_of_failure(raised),
        advice=find_advice(raised.kind, text),
        is_certain=is_certain(raised.kind, text),
    )


def _describe_missing_name(name: str, survey: TaskSurvey) -> str:
    """Return that a task's file lacks a name, and why as far as that is known."""
    missing = survey.missing.get(name) or tr("the name must be exactly this")
    return tr(
        "{file} does not define {name}; {missing}", file=survey.name, name=name, missing=missing
    )


def _kind_of_failure(raised: Raised) -> HintKind | None:
    """Return the kind of failure.  What did not even load says nothing of the check's question."""
    if raised.cause == Cause.UNWRITTEN:
        return HintKind.MISSING
    return None if raised.while_loading else HintKind.RAISED


def _explain_not_run(text: str, survey: TaskSurvey) -> str:
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


def _explain_rebound(raised: Raised, text: str, ending: Ending) -> str:
    """Return that a function's name stands for a value, where none of its lines was reached."""
    match = re.match(VALUE_CALLED, text) if raised.kind == "TypeError" else None
    question = ending.session.asked if ending.session else None
    if match is None or raised.file or question is None or question.target:
        return ""
    return tr(
        "; {name} is a value of the type {kind} once {file} has run, and no function any more",
        name=ending.last_function,
        kind=match[1],
        file=ending.survey.name,
    )


def _build_message(raised: Raised, text: str, ending: Ending) -> str:
    """Return the sentence about an exception of the student's, and what it was called with."""
    survey, function = ending.survey, ending.last_function
    if raised.cause == Cause.UNWRITTEN:
        return text
    if raised.cause == Cause.INPUT:
        asking = survey.name if raised.while_loading or not function else f"{function}()"
        return tr("{what} asked for input(), and nobody is there to answer", what=asking)
    error = f"{raised.kind}: {text}" if text else raised.kind
    if raised.kind == "NameError":
        error += _explain_not_run(text, survey)
    if raised.while_loading:
        return tr("loading {file} ended with {error}", file=survey.name, error=error)
    error += _explain_rebound(raised, text, ending)
    message = tr("{what} ended with {error}", what=_name_subject(ending), error=error)
    return "\n".join(filter(None, (message, describe_input(ending))))


def _name_subject(ending: Ending) -> str:
    """Return what was called: a function of the task, or what it gave, or a method of that."""
    function_call = f"{ending.last_function or tr('it')}()"
    question = ending.session.asked if ending.session else None
    if question is None or not question.target:
        return function_call
    if not question.name:
        return tr("what {function} gave", function=function_call)
    return tr("{method}() of what {function} gave", method=question.name, function=function_call)
