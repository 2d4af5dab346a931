"""Who answers the verbs of a check.

A live process, a transcript, or a recording of either.  Blind students are in `blind`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from grader.errors import GraderError
from grader.sandbox.process import TICK_SECONDS, StudentProcess
from grader.sandbox.waiting import Allowance
from grader.wire.encoding import encode
from grader.wire.messages import Ask
from grader.wire.verbs import Verb


class TranscriptMismatch(GraderError):
    """A check asked the reference something that its transcript does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A verb with its arguments, as plain data."""

    verb: Verb
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
        whole = (
            str(self.verb),
            self.target,
            self.name,
            self.args,
            self.kwargs,
            self.watch,
            self.number,
        )
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
        """Return the answer.  May raise StudentRaised or StudentStopped."""


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
            str(question.verb),
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
            if question.name and question.verb == Verb.CALL
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
