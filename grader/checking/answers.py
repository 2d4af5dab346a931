"""Who answers the verbs of a check.

A live process, a transcript, a recording of one, or a blind student.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from grader.errors import GraderError, WireError
from grader.model.values import Handle, Tensor
from grader.sandbox.process import TICK_SECONDS, StudentProcess
from grader.sandbox.waiting import Allowance
from grader.wire.encoding import encode
from grader.wire.messages import Ask

# Verbs whose answers say how an object is built, not what it computes.
STRUCTURE_VERBS = frozenset(("leaves", "build", "load"))


class TranscriptMismatch(GraderError):
    """A check asked the reference something that its transcript does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A verb with its arguments, as plain data."""

    verb: str
    target: int = 0
    name: str = ""
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    watch: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    wait: bool = True

    @property
    def key(self) -> str:
        """The digest of the question's canonical form."""
        whole = (self.verb, self.target, self.name, self.args, self.kwargs, self.watch, self.number)
        return hashlib.sha256(encode(whole)).hexdigest()[:32]

    def __str__(self) -> str:
        return f"{self.verb} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Given:
    """What a question was answered with."""

    value: Any
    trace: dict[str, Any]


NOTHING = Given(None, {})


class Answers(Protocol):
    """The one operation behind `student` and `reference`."""

    def ask(self, question: Question) -> Given:
        """The answer.  May raise StudentRaised or StudentStopped."""


class Live:
    """A student process answers.

    `cpu_at_begin` are the CPU seconds that it had used when the check began.
    """

    def __init__(
        self, process: StudentProcess, check: int, cpu_seconds: float, cpu_at_begin: float | None
    ) -> None:
        self._process = process
        self._check = check
        self._cpu_seconds = cpu_seconds
        self._cpu_at_begin = cpu_at_begin
        self._began = time.monotonic()

    def ask(self, question: Question) -> Given:
        ask = Ask(
            self._check,
            question.verb,
            question.target,
            question.name,
            question.args,
            question.kwargs,
            question.watch,
            question.number,
            question.wait,
        )
        doing = (
            f"calling {question.name}()"
            if question.name and question.verb == "call"
            else "answering"
        )
        waited = time.monotonic() - self._began
        answer = self._process.ask(
            ask, Allowance(self._cpu_seconds, doing, self._used(waited), waited)
        )
        return NOTHING if answer is None else Given(answer.value, answer.trace)

    def _used(self, waited: float) -> float:
        """CPU seconds that this check's questions have used so far.

        Less than a tick counts as nothing.
        """
        now = self._process.cpu_seconds() if waited > TICK_SECONDS else None
        return 0.0 if now is None or self._cpu_at_begin is None else now - self._cpu_at_begin


Logged = tuple[Question, str, Given]


class Recorded:
    """Passes questions on and remembers what came back."""

    def __init__(self, inner: Answers) -> None:
        self._inner = inner
        self.log: list[Logged] = []

    def ask(self, question: Question) -> Given:
        key = question.key
        given = self._inner.ask(question)
        self.log.append((question, key, given))
        return given


class Replayed:
    """A transcript answers: the same questions in the same order."""

    def __init__(self, check: str, calls: tuple[tuple[str, str, Callable[[], Given]], ...]) -> None:
        self._check = check
        self._calls = calls
        self._at = 0

    def ask(self, question: Question) -> Given:
        if self._at >= len(self._calls):
            raise TranscriptMismatch(
                f"{self._check} asks the reference more than its transcript holds: {question}"
            )
        said, key, given = self._calls[self._at]
        if key != question.key:
            raise TranscriptMismatch(
                f"{self._check} asks the reference “{question}” (call {self._at + 1}), but its"
                f" transcript holds another question there (“{said}”); record it anew"
            )
        self._at += 1
        return given()


class Blind:
    """A student that knows the structure of the reference's answers and nothing else.

    `fill` makes an answer from the question and the true answer's structure.  What says how an
    object is built (`leaves`, the order of calls) stays as it was, or no check would get as far as
    comparing numbers.
    """

    def __init__(self, log: list[Logged], fill: Callable[[Question, Any], Any]) -> None:
        self._log = log
        self._fill = fill
        self._at = 0

    def ask(self, question: Question) -> Given:
        if self._at >= len(self._log):
            raise WireError("the check asks the student more often than it asked the reference")
        _, _, given = self._log[self._at]
        self._at += 1
        if question.verb in STRUCTURE_VERBS:
            return given
        trace = {
            key: item if key in ("order", "count") else self._fill(question, item)
            for key, item in given.trace.items()
        }
        return Given(self._fill(question, given.value), trace)


def filled(value: Any, number: Callable[[np.ndarray[Any, Any]], np.ndarray[Any, Any]]) -> Any:
    """`value`'s structure with every number replaced: arrays by `number` of them, strings emptied."""
    if isinstance(value, Tensor):
        return Tensor(number(value.array), value.dtype)
    if isinstance(value, np.ndarray):
        return number(value)
    if isinstance(value, bool) or value is None or isinstance(value, Handle):
        return value
    if isinstance(value, int):
        return 0
    if isinstance(value, float):
        return float(number(np.asarray(value)))
    if isinstance(value, str):
        return ""
    if isinstance(value, tuple | list):
        return type(value)(filled(item, number) for item in value)
    if isinstance(value, dict):
        return {key: filled(item, number) for key, item in value.items()}
    return value


def zeros(question: Question, value: Any) -> Any:
    """The blind answer of zeros."""
    return filled(value, lambda array: np.zeros_like(array))


def not_numbers(question: Question, value: Any) -> Any:
    """The blind answer of NaN, where the dtype has one."""
    return filled(
        value,
        lambda array: (
            np.full_like(array, np.nan) if array.dtype.kind in "fc" else np.zeros_like(array)
        ),
    )


def random_numbers(question: Question, value: Any) -> Any:
    """The blind answer of random values of the right shape and dtype."""
    source = np.random.default_rng(12345)

    def draw(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        if array.dtype.kind in "fc":
            return np.asarray(source.standard_normal(array.shape), array.dtype)
        return np.asarray(source.integers(0, 4, array.shape), array.dtype)

    return filled(value, draw)


def its_input(question: Question, value: Any) -> Any:
    """The blind answer that hands the first argument back, for each part of the answer."""
    first = next((item for item in question.args if not isinstance(item, Handle)), None)
    if isinstance(value, tuple):
        return tuple(first for _ in value)
    return first


def replaying(visible: list[Logged]) -> Callable[[Question, Any], Any]:
    """The blind student that has seen the answers to the visible checks, and gives these whatever
    it is asked.

    Asked the same question again it knows the answer.  Else it gives, one after the other, what the
    function answered there in the same structure; where there is no such answer, zeros.
    """
    seen: dict[tuple[str, str, bytes], list[tuple[str, Any]]] = {}
    for question, key, given in visible:
        for value in (given.value, *given.trace.values()):
            seen.setdefault(_shape(question, value), []).append((key, value))
    turns: dict[tuple[str, str, bytes], int] = {}

    def fill(question: Question, value: Any) -> Any:
        shape = _shape(question, value)
        alike = seen.get(shape, [])
        same = [known for key, known in alike if key == question.key]
        known = same or [known for _, known in alike]
        if not known or isinstance(value, Handle):
            return zeros(question, value)
        turns[shape] = turns.get(shape, -1) + 1
        return known[turns[shape] % len(known)]

    return fill


def _shape(question: Question, value: Any) -> tuple[str, str, bytes]:
    """What is asked, and the structure of the answer."""
    return question.verb, question.name, encode(zeros(question, value))


# The blind student of `replaying`, who is judged on hidden checks only.
VISIBLE_ANSWERS = "the visible checks' answers"
BLIND_STUDENTS: dict[str, Callable[[Question, Any], Any]] = {
    "zeros": zeros,
    "NaN": not_numbers,
    "random values": random_numbers,
    "its input": its_input,
}
