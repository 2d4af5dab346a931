"""Where a student process is at work, asked for just before it is ended for taking too long.

The process is sent a signal, and Python's faulthandler writes where each of its threads is to what
it prints.  It does so from C, so also in the middle of a long call of a library.  Student code may
write the same, or switch it off: that only points its author to the wrong line.
"""

import re
import signal
from collections.abc import Collection

from grader.model import Place
from grader.nouns import frozen

# None on Windows, where a process cannot be asked.
INTERRUPT: signal.Signals | None = getattr(signal, "SIGUSR1", None)
PATIENCE_SECONDS = 0.2
MAX_FRAMES = 8

_THREADS = re.compile(r"^(?=(?:Current thread|Thread) )", re.MULTILINE)
_FRAME = re.compile(r'^  File "([^"\n]{1,300})", line (\d{1,9}) in (.{1,100})$', re.MULTILINE)


@frozen
class Running:
    """Where student code was: the innermost line of its own, and how it got there as text."""

    place: Place
    traceback: str


def answer_where() -> None:
    """Have this process write where it is when it gets the signal.  Elsewhere than POSIX, no-op."""
    import faulthandler

    if INTERRUPT is not None:
        faulthandler.register(INTERRUPT, file=2, all_threads=True)


def holds_answer(output: bytes) -> bool:
    """Return whether what was written holds the answer."""
    return b"(most recent call first)" in output and b"\n  File " in output


def read_where(output: bytes, lines: Collection[tuple[str, bytes]]) -> Running | None:
    """Return where a process said that it was; None where none of its lines are the student's.

    `lines` are the files that were handed in, with their contents.
    """
    blocks = _THREADS.split(output.decode("utf-8", "replace"))
    # The thread that got the signal comes first of those with lines of the student's.
    for block in sorted(blocks, key=lambda each: not each.startswith("Current")):
        student_frames = [match.groups() for match in _FRAME.finditer(block) if _is_own(match[1])]
        if student_frames:
            innermost = reversed(student_frames[:MAX_FRAMES])
            texts = [
                _describe_frame(str(f), int(at), str(name), dict(lines))
                for f, at, name in innermost
            ]
            place = Place(file=str(student_frames[0][0]), line=int(student_frames[0][1]))
            return Running(place, "\n".join(texts))
    return None


def _is_own(file: str) -> bool:
    """Return whether a file was handed in: those of the libraries have whole paths."""
    return not file.startswith(("/", "\\", "<")) and ":\\" not in file


def _describe_frame(file: str, line: int, function: str, files: dict[str, bytes]) -> str:
    head = f"{file}:{line} in {function}"
    lines = files.get(file, b"").splitlines()
    if not 0 < line <= len(lines):
        return head
    return f"{head}\n    {lines[line - 1].decode('utf-8', 'replace').strip()[:200]}"
