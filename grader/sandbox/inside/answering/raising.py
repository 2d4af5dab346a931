"""An exception of student code as a message: plain text, and the cause that this side knows."""

import sys
import traceback
from typing import Any

from grader.language import tr
from grader.language.in_stubs import says_not_written
from grader.sandbox.inside.loading import NotPython
from grader.sandbox.inside.substitutes.explaining import explain, text_of
from grader.sandbox.inside.substitutes.standins import RuleBroken
from grader.wire.messages import Ask, Cause, Raised

from .asserting import AssertFailed
from .objects import NoSuchName, NotAVerb

MAX_TEXT = 4_000
MAX_BASES = 20
_PYTHON = ".".join(map(str, sys.version_info[:2]))


def describe_raised(ask: Ask, error: BaseException, loading: bool, files: set[str]) -> Raised:
    """Return the message that tells what student code raised.

    It has the exception's class, what it says, and the student's own lines of its traceback.
    Anything of the exception may be made by the student, so everything of it may raise.
    """
    kind = type(error).__name__[:100]
    if isinstance(error, NotPython) and error.source.error:
        wrong = error.source.error
        kind, _, text = wrong.text.partition(": ")
        text = tr("{value} (read with Python {python})", value=text or wrong.text, python=_PYTHON)
        marked = "".join(f"\n    {each}" for each in wrong.marked.split("\n") if each)
        marked_line = f"{error.source.name}:{wrong.line}{marked}" if marked else ""
        return Raised(
            ask.check, kind, text, error.source.name, wrong.line, marked_line, loading,
            Cause.LOADING, ("builtins.SyntaxError",),
        )  # fmt: skip
    text = text_of(error)[:MAX_TEXT]
    cause = _cause(error, text, loading)
    if cause in (Cause.NO_SUCH_NAME, Cause.NOT_A_VERB):
        return Raised(ask.check, kind, text, "", 0, "", False, cause, ())
    reason = explain(error, files)
    if reason is not None:
        text = reason if text in reason else f"{text}: {reason}"
    lines, file, line = _own_lines(error, files)
    return Raised(ask.check, kind, text, file, line, lines, loading, cause, _bases(error))


def _cause(error: BaseException, text: str, loading: bool) -> Cause:
    """Return why it was raised.  Classes decide: their names a student can give too."""
    for kind, cause in (
        (NoSuchName, Cause.NO_SUCH_NAME),
        (NotAVerb, Cause.NOT_A_VERB),
        (AssertFailed, Cause.ASSERTION),
        (RuleBroken, Cause.RULE),
    ):
        if isinstance(error, kind):
            return cause
    if isinstance(error, NotImplementedError) and says_not_written(text):
        return Cause.UNWRITTEN
    if isinstance(error, EOFError) and "reading a line" in text:
        return Cause.INPUT
    return Cause.LOADING if loading else Cause.CALL


def _bases(error: BaseException) -> tuple[str, ...]:
    """Return the exception's class and those it is derived from, with their modules."""
    names = []
    for base in type(error).__mro__[:MAX_BASES]:
        name: Any = getattr(base, "__qualname__", "")
        names.append(f"{str(getattr(base, '__module__', ''))[:100]}.{str(name)[:100]}")
    return tuple(names)


def _own_lines(error: BaseException, files: set[str]) -> tuple[str, str, int]:
    """Return the student's own lines of the traceback as text, and the innermost one's place."""
    try:
        frames = [
            entry for entry in traceback.extract_tb(error.__traceback__) if entry.filename in files
        ]
    except BaseException:
        frames = []
    shown_frames = frames if len(frames) <= 8 else [*frames[:4], *frames[-4:]]
    lines = [
        f"{entry.filename}:{entry.lineno} in {entry.name}\n    {entry.line}"
        for entry in shown_frames
    ]
    file, line = (frames[-1].filename, frames[-1].lineno or 0) if frames else ("", 0)
    return "\n".join(lines)[:MAX_TEXT], file, line
