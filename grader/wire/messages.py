"""Messages between an examiner and a student process.

Towards the student process: Open, Begin, Ask, Returned, Finish.  Back: Ready, Surveyed, Answer,
Raised, Called, Finished.  Open is answered by Surveyed, Ask by Answer or Raised, Finish by
Finished.  Before it answers an Ask, the student process may send Called, each answered by Returned.
An Ask with `wait` False is not answered; its first error comes in place of the next answer.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, get_origin

from grader.errors import WireError
from grader.model.values import Args, Kwargs, Trace, Watch
from grader.nouns import frozen

from .decoding import decode
from .encoding import Convert, encode


class Cause(StrEnum):
    """Why student code raised, as the student process says it: a claim, which decides no points."""

    CALL = "call"
    LOADING = "loading"
    UNWRITTEN = "unwritten"
    INPUT = "input"
    NO_SUCH_NAME = "no_such_name"
    NOT_A_VERB = "not_a_verb"
    ASSERTION = "assertion"
    RULE = "rule"


@frozen
class Ready:
    """Message that the process is up and locked; from here on its end is the student's doing.

    `no_gpu` says why it cannot compute on the GPU that its tasks want.
    """

    level: str
    versions: dict[str, str]
    no_gpu: str = ""


@frozen
class Open:
    """Submission, as (name, pieces of content) pairs, and what is asked of it.

    `tasks` has one tuple per task of the assignment: (id, file, heading, defines, ((forbid, say),
    ...), numpy_only, digests of the file as it was handed out). `wanted` are the ids of those
    whose sources are to be surveyed.  `given` are the course's files, as pairs like `files`.
    """

    files: tuple[Any, ...]
    tasks: tuple[Any, ...]
    wanted: tuple[Any, ...]
    load_seconds: float
    given: tuple[Any, ...] = ()


@frozen
class Surveyed:
    """Facts of the sources before any of them runs: one tuple per task, as `survey` reads it."""

    tasks: tuple[Any, ...]


@frozen
class Begin:
    """A check begins: random state is set to the seed, the last check's handles are gone.

    Not answered.
    """

    check: int
    task: str
    seed: int = 0


@frozen
class Ask:
    """One verb of `grader.wire.verbs`, said to one target.

    The target is a handle's number, 0 for the task.

    `number` is the handle that a building verb gives its object, chosen by the asking side.
    """

    check: int
    verb: str
    target: int
    name: str
    args: Args
    kwargs: Kwargs
    watch: Watch
    number: int
    wait: bool


@frozen
class Answer:
    """Answer to a verb.  `trace` has what `watch` asked for."""

    check: int
    value: Any
    trace: Trace


@frozen
class Raised:
    """Student code raised.

    The exception's class and text, and the innermost of the student's own lines.

    `while_loading` tells a failure of the file from a failure in a call; `cause` is one of `Cause`;
    `bases` names the exception's class and those it is derived from, as "module.Class".
    """

    check: int
    kind: str
    text: str
    file: str
    line: int
    traceback: str
    while_loading: bool
    cause: str = Cause.CALL
    bases: tuple[Any, ...] = ()


@frozen
class Called:
    """Student code calls a function of the check's, by its number.  Answered by Returned."""

    check: int
    number: int
    args: Args
    kwargs: Kwargs


@frozen
class Returned:
    """Answer of a check's function; or `error`, what it raised, as (class name, text)."""

    check: int
    value: Any
    error: tuple[Any, ...] = ()


@frozen
class Finish:
    """A check has ended."""

    check: int


@frozen
class Finished:
    """End of a check, and what it left behind.

    `changed` names global settings that it left other than loading the task had, `tainted` those
    that are other than when the process began; `notes` are the loader's for the task.
    """

    check: int
    changed: tuple[Any, ...]
    tainted: tuple[Any, ...]
    notes: tuple[Any, ...]


Message = (
    Ready | Open | Surveyed | Begin | Ask | Answer | Raised | Called | Returned | Finish | Finished
)


def _kind(declared: Any) -> type:
    """Return what a field's value must be an instance of."""
    return object if declared is Any else get_origin(declared) or declared


_CLASSES: dict[str, type[Any]] = {cls.__name__: cls for cls in Message.__args__}
_SHAPES = {
    name: tuple((field, _kind(declared)) for field, declared in cls.__annotations__.items())
    for name, cls in _CLASSES.items()
}

# A message is a tuple: a tag, the number of its items, a string (a tag, its length, the message's
# name), and in a message of a check an int of eight bytes behind its tag.
_NAME_AT = 1 + 4 + 1 + 4
_NUMBER_BYTES = 1 + 8


def pack(message: Message, convert: Convert = lambda value: value) -> bytes:
    """Return the payload of one frame.  Raises WireError when a field cannot be sent."""
    name = type(message).__name__
    return encode((name, *(getattr(message, field) for field, _ in _SHAPES[name])), convert)


def unpack(payload: bytes, read: Callable[[bytes], Any] = decode) -> Message:
    """Return the message in one frame's payload, the values in it as `read` decodes them.

    Raises WireError for anything that is not exactly one message.
    """
    value = read(payload)
    if not isinstance(value, tuple) or not value or not isinstance(value[0], str):
        raise WireError("a frame without a message")
    shape = _SHAPES.get(value[0])
    if shape is None:
        raise WireError(f"there is no message {value[0][:40]!r}")
    if len(value) - 1 != len(shape):
        raise WireError(f"{value[0]} has {len(shape)} fields, not {len(value) - 1}")
    for (name, expected), item in zip(shape, value[1:], strict=True):
        _check_field(f"{value[0]}.{name}", item, expected)
    message: Message = _CLASSES[value[0]](*value[1:])
    return message


def without_check_number(payload: bytes) -> tuple[bytes, bytes]:
    """Return the bytes of a message of a check before and after the check's number.

    The number stands second in all of them, after the name, and says only how many checks its
    process has seen.
    """
    name = _NAME_AT + int.from_bytes(payload[_NAME_AT - 4 : _NAME_AT], "big")
    return payload[:name], payload[name + _NUMBER_BYTES :]


def _check_field(place: str, item: object, expected: type | tuple[type, ...]) -> None:
    """Raise WireError when a field is not of its type."""
    if not isinstance(item, expected) or (expected is int and isinstance(item, bool)):
        raise WireError(f"{place} is a {type(item).__name__}")
    if not isinstance(item, dict) or expected is not dict:
        return
    if not all(isinstance(key, str) for key in item):
        raise WireError(f"{place} has a key that is not a string")
