"""Who answers the verbs of a check: a student process, a transcript, or one of them recorded.

Blind students are in `blind`.
"""

import contextlib
import hashlib
import time
from collections.abc import Callable
from typing import Any, Protocol

from msgspec import field

from grader.errors import GraderError
from grader.language import tr
from grader.model.values import Args, CallBack, Kwargs, Trace, Watch
from grader.nouns import fields_of, frozen, mutable, noun
from grader.sandbox.exchange import CallBack as WireCallBack
from grader.sandbox.failures import StudentRaised
from grader.sandbox.patience import limit_time
from grader.sandbox.process import TICK_SECONDS
from grader.sandbox.waiting import Allowance
from grader.wire.encoding import encode
from grader.wire.messages import Answer, Ask, Called, Raised, Returned
from grader.wire.verbs import Verb


class TranscriptMismatch(GraderError):
    """A check asked the reference something that its transcript does not hold."""


@noun
class Question:
    """A verb with its arguments, as plain data: the fields of an `Ask`, in their order."""

    verb: Verb
    target: int = 0
    name: str = ""
    args: Args = ()
    kwargs: Kwargs = field(default_factory=dict)
    watch: Watch = field(default_factory=dict)
    number: int = 0
    wait: bool = True

    @property
    def key(self) -> str:
        """Return the digest of the question's canonical form; whether one waits is none of it."""
        *question, _ = fields_of(self).values()
        return hashlib.sha256(encode(tuple(question))).hexdigest()[:32]

    def __str__(self) -> str:
        return f"{self.verb} {self.name}".strip()


# The trace's key for calls of the check's functions: (number, arguments, keyword arguments) each.
CALLBACKS = "callbacks"
MAX_CALLBACKS = 10_000


@frozen
class Given:
    """An answer to a question; `raised` where student code raised instead."""

    value: Any
    trace: Trace
    raised: Raised | None = None


NOTHING = Given(None, {})


class Answers(Protocol):
    """One operation behind `student` and `reference`."""

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        """Return the answer; `call_back` calls the check's functions that student code calls.

        May raise StudentRaised or StudentStopped.
        """


class AskedProcess(Protocol):
    """A student process as the questions of one check see it."""

    def ask(
        self, ask: Ask, allowance: Allowance, call_back: WireCallBack | None = None
    ) -> Answer | None:
        """Return the answer; None when it is not waited for.

        Raises StudentRaised and StudentStopped.
        """

    def cpu_seconds(self) -> float | None:
        """Return the CPU seconds that it has used, where they can be told."""


@mutable
class Live:
    """A student process answers.

    `cpu_at_begin` are the CPU seconds that it had used when the check began.
    """

    process: AskedProcess
    check: int
    cpu_seconds: float
    cpu_at_begin: float | None
    began: float = field(default_factory=time.monotonic)

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        ask = Ask(self.check, *fields_of(question).values())
        calls: list[tuple[int, Args, Kwargs]] = []

        def answer_call(message: Called) -> tuple[Returned, Allowance]:
            if len(calls) < MAX_CALLBACKS:
                calls.append((message.number, message.args, message.kwargs))
                returned = self._run_function(message, call_back)
            else:
                text = tr("more than {most:,} calls of the check's function", most=MAX_CALLBACKS)
                returned = Returned(self.check, None, ("RuntimeError", text))
            return returned, self._allowance(question)

        answer = self.process.ask(ask, self._allowance(question), answer_call)
        if answer is None:
            return NOTHING
        return Given(answer.value, {**answer.trace, **({CALLBACKS: calls} if calls else {})})

    def _run_function(self, message: Called, call_back: CallBack | None) -> Returned:
        """Return what the check's function gives, or what it raised: student code gave it that."""
        try:
            # The function is the course's and its arguments are the student's: `range(n)` is
            # harmless until n is 10**15.
            slow = TimeoutError(tr("the check's function took too long with these arguments"))
            with limit_time(self.cpu_seconds, slow):
                value = call_function(call_back, message.number, message.args, message.kwargs)
            encode(value)  # what cannot be sent is told over there
            return Returned(self.check, value)
        except Exception as error:
            return Returned(self.check, None, (type(error).__name__, str(error)[:1000]))

    def _allowance(self, question: Question) -> Allowance:
        """Return how long an answer may take from now on: a check's questions share its seconds."""
        is_call = question.name and question.verb == Verb.CALL
        doing = tr("calling {name}()", name=question.name) if is_call else tr("answering")
        waited = time.monotonic() - self.began
        return Allowance(self.cpu_seconds, doing, self._count_seconds(waited), waited)

    def _count_seconds(self, waited: float) -> float:
        """CPU seconds that this check's questions have used so far.

        Less than a tick counts as nothing.
        """
        seconds = self.process.cpu_seconds() if waited > TICK_SECONDS else None
        return 0.0 if seconds is None or self.cpu_at_begin is None else seconds - self.cpu_at_begin


Logged = tuple[Question, str, Given]


@mutable
class Recorded:
    """Passes questions on and remembers what came back."""

    inner: Answers
    log: list[Logged] = field(default_factory=list)

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        key = question.key
        try:
            answer = self.inner.ask(question, call_back)
        except StudentRaised as error:
            self.log.append((question, key, Given(None, {}, error.raised)))
            raise
        self.log.append((question, key, answer))
        return answer


@mutable
class Replayed:
    """A transcript answers: the same questions in the same order."""

    check: str
    calls: tuple[tuple[str, str, Callable[[], Given]], ...]
    at: int = 0

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        if self.at >= len(self.calls):
            raise TranscriptMismatch(
                tr(
                    "{check} asks the reference more than its transcript holds: {question}",
                    check=self.check,
                    question=question,
                )
            )
        words, key, read_answer = self.calls[self.at]
        if key != question.key:
            raise TranscriptMismatch(
                tr(
                    "{check} asks the reference “{question}” (call {number}), but its transcript "
                    "holds another question there (“{told}”); record it anew",
                    check=self.check,
                    question=question,
                    number=self.at + 1,
                    told=words,
                )
            )
        self.at += 1
        answer = read_answer()
        if answer.raised is not None:
            raise StudentRaised(answer.raised)
        call_again(answer, call_back)
        return answer


def call_again(answer: Given, call_back: CallBack | None) -> None:
    """Call the check's functions as they were called when the answer was recorded.

    A check may keep what they were called with, and compare that.
    """
    for number, args, kwargs in answer.trace.get(CALLBACKS, ()) if call_back else ():
        with contextlib.suppress(Exception):  # it was told to the code that had called it
            assert call_back is not None
            call_back(number, args, kwargs)


def call_function(call_back: CallBack | None, number: int, args: Args, kwargs: Kwargs) -> Any:
    """Return what the check's function of that number gives, and raise what it raises."""
    if call_back is None:
        raise RuntimeError("this check has no function to call")
    return call_back(number, args, kwargs)
