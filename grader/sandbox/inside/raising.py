"""An exception of student code as text: nothing of it leaves the process as an object."""

from __future__ import annotations

import traceback

from grader.sandbox.inside.loading import NotPython
from grader.sandbox.inside.objects import NoSuchName, NotAVerb
from grader.wire.messages import Ask, Raised

MAX_TEXT = 4_000
MAX_KIND = 100


def describe_raised(ask: Ask, error: BaseException, loading: bool, files: set[str]) -> Raised:
    """Return an exception's class, what it says, and the student's own lines of its traceback."""
    kind = type(error).__name__[:MAX_KIND]
    if isinstance(error, NotPython) and error.source.error:
        wrong = error.source.error
        kind, _, text = wrong.text.partition(": ")
        return Raised(
            ask.check, kind, text or wrong.text, error.source.name, wrong.line, "", loading
        )
    text = _text(error)
    if isinstance(error, NoSuchName | NotAVerb):
        return Raised(ask.check, kind, text, "", 0, "", False)
    frames = _student_frames(error, files)
    shown = frames if len(frames) <= 8 else [*frames[:4], *frames[-4:]]
    lines = [
        f"{entry.filename}:{entry.lineno} in {entry.name}\n    {entry.line}" for entry in shown
    ]
    file, line = (frames[-1].filename, frames[-1].lineno or 0) if frames else ("", 0)
    return Raised(ask.check, kind, text, file, line, "\n".join(lines)[:MAX_TEXT], loading)


def _text(error: BaseException) -> str:
    """Return what an exception says; a student's class may have a `__str__` of its own."""
    try:
        return str(error)[:MAX_TEXT]
    except BaseException:
        return "its text could not be read"


def _student_frames(error: BaseException, files: set[str]) -> list[traceback.FrameSummary]:
    try:
        entries = traceback.extract_tb(error.__traceback__)
    except BaseException:
        return []
    return [entry for entry in entries if entry.filename in files]
