"""Why student code failed, where the cause is what the grader forbids and not the code."""

import ast
import errno
import re
import traceback
from collections.abc import Iterator, Sequence

from grader.language import tr
from grader.sources.trees import nodes_of

from . import forbidding
from .standins import real_torch

_DENIED = re.compile(
    r"permission denied|operation not permitted|parent directory \S+ does not exist", re.IGNORECASE
)

# By the library that an error came through: what it was about to do.
_LIBRARIES = (
    (re.compile(r"/(multiprocessing|subprocess|concurrent)\b"), forbidding.PROCESSES),
    (re.compile(r"/(urllib|http|socket|ssl|ftplib|smtplib|asyncio)\b"), forbidding.NETWORK),
)
_DTYPES = re.compile(r"\bdtype\b|scalar type|Float and Double|Double and Float|Half and ")
_CHAINED = 8  # how many causes of an error are looked at


def explain(error: BaseException, files: set[str]) -> str | None:
    """Return a sentence on what the grader forbids, with the place; None where that is no cause.

    A default dtype of the student's is a cause too, which the error does not name.
    """
    if _DTYPES.search(text_of(error)) and (dtype := _other_default_dtype()):
        return tr(
            "the default dtype is {dtype} here, your code sets it, and what is handed in is"
            " float32; leave it as it is, or convert",
            dtype=dtype,
        )
    frames = _frames(error)
    sentence = next(filter(None, (_sentence(cause) for cause in _causes(error))), None)
    if sentence is None:
        return None
    student_frames = [frame for frame in frames if frame.filename in files]
    if not student_frames:
        return sentence
    return _with_place(sentence, student_frames[-1])


def _with_place(sentence: str, frame: traceback.FrameSummary) -> str:
    """Return a sentence with the student's line that it is about, and what that calls."""
    place, callee = f"{frame.filename}:{frame.lineno}", _find_callee(frame)
    if callee and frame.name != "<module>":
        callee = tr("{call} in {function}", call=callee, function=frame.name)
    if not callee:
        return tr("{sentence} ({place})", sentence=sentence, place=place)
    return tr("{sentence} ({call}, {place})", sentence=sentence, call=callee, place=place)


def _other_default_dtype() -> str:
    """Return PyTorch's default dtype where student code has changed it, else ""."""
    torch = real_torch()
    changed = torch is not None and torch.get_default_dtype() is not torch.float32
    return str(torch.get_default_dtype()) if changed else ""


def text_of(error: BaseException) -> str:
    """Return what an exception says; a student's class may have a `__str__` of its own."""
    try:
        return str(error)
    except BaseException:
        return tr("its text could not be read")


def first_line(error: BaseException) -> str:
    """Return an exception's class and the first line of what it says, as a note has room for."""
    text = text_of(error).strip().split("\n")[0][:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    for _ in range(_CHAINED):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__


def _sentence(error: BaseException) -> str | None:
    """Return the sentence for one error, by what forbade it or the library that it came through."""
    if isinstance(error, forbidding.Forbidden):
        return tr(error.sentence)
    denied = _is_denied(error, text_of(error))
    if not denied and not _is_of_network(error):
        return None
    through = "\n".join(frame.filename for frame in _frames(error))
    for library, sentence in _LIBRARIES:
        if library.search(through):
            return tr(sentence)
    return tr(forbidding.READING) if denied else None


def _is_denied(error: BaseException, text: str) -> bool:
    """Return whether the kernel refused something; C++ libraries tell it in their text alone."""
    refused = isinstance(error, OSError) and error.errno in (errno.EPERM, errno.EACCES)
    return refused or _DENIED.search(text) is not None


def _is_of_network(error: BaseException) -> bool:
    """Return whether it is an error of `urllib`, which wraps what went wrong below."""
    return type(error).__module__.startswith(("urllib.", "http.", "socket", "ssl"))


def _frames(error: BaseException) -> Sequence[traceback.FrameSummary]:
    try:
        return traceback.extract_tb(error.__traceback__)
    except BaseException:
        return ()


def _find_callee(frame: traceback.FrameSummary) -> str:
    """Return what a line of student code calls: "torch.save"; "" where it cannot be told."""
    try:
        tree = ast.parse((frame.line or "").strip().rstrip(":"))
    except (SyntaxError, ValueError):
        return ""
    call = next(nodes_of(tree, ast.Call), None)
    return ast.unparse(call.func)[:60] if call else ""
