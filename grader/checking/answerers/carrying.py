"""Earlier stages that the reference stands in for: noted while recording, answered while judging.

A `Noting` answerer listens to the reference and keeps each call of a stage with what it gave.  A
`Carrying` answerer asks a student whose stage is answered from that table.  The table stays on this
side of the wall: student code gets the answer to what it asks, and to nothing else.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import field

from grader.errors import WireError
from grader.model.values import Args, CallBack, Handle, Kwargs, Made, Opaque, Record
from grader.nouns import mutable, replace
from grader.wire.decoding import decode
from grader.wire.encoding import encode
from grader.wire.verbs import ASKED, MODULE, Verb

from .answers import CALLBACKS, Answers, Given, Question, call_function
from .transcripts import RecordedCall, Stage

FIRST_STAGE = 1 << 20  # the number of the first stage: those below are functions of the check's


class NotRecorded(LookupError):
    """A stage was asked something that the reference was not asked when the check was recorded."""


@mutable
class NotedStage:
    """What was noted of one stage; `obstacle` says why it cannot be replayed, if it cannot."""

    name: str
    parameters: tuple[str, ...] = ()
    defaults: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, RecordedCall] = field(default_factory=dict)
    obstacle: str = ""
    _open: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, what: str, args: Args, kwargs: Kwargs) -> None:
        """Take one message: a call that begins, or what the last one that began gave."""
        if what == ASKED:
            self._open.append(_key_and_words(self.parameters, self.defaults, args, kwargs))
            return
        key, words = self._open.pop()
        if not key:
            return  # its arguments are objects: no student's call could be told to be the same
        if _holds_objects(args[0]):
            self.obstacle = f"it answers with {_objects_in(args[0])}, which cannot be recorded"
            return
        answer = encode(_as_made(args[0]))
        recorded = self.answers.setdefault(key, RecordedCall(said=words, key=key, answer=answer))
        if recorded.answer != answer:
            self.obstacle = "it answers the same question in two ways"


class Noting:
    """Listens to the reference's stages while it answers."""

    def __init__(self, inner: Answers, stages: Sequence[str]) -> None:
        self._inner = inner
        self.noted = [NotedStage(name) for name in stages]
        for at, stage in enumerate(self.noted):
            answer = inner.ask(Question(verb=Verb.NOTE, name=stage.name, number=FIRST_STAGE + at))
            stage.parameters, stage.defaults = answer.value

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        """Return what the reference answers."""

        def hear_call(number: int, args: Args, kwargs: Kwargs) -> Any:
            if number < FIRST_STAGE:
                return call_function(call_back, number, args, kwargs)
            self.noted[number - FIRST_STAGE].tell(args[0], args[1:], kwargs)
            return None

        return _without_stages(self._inner.ask(question, hear_call))


class Carrying:
    """Asks a student whose stages are answered as the reference answered them.

    `asked` are the stages that were asked something; `unknown` says that one was asked what the
    reference was not: then nothing that was earned so counts.
    """

    def __init__(self, inner: Answers, stages: Sequence[Stage]) -> None:
        self._inner = inner
        self._stages = stages
        self._answers = [{call.key: call.answer for call in stage.calls} for stage in stages]
        self.asked: list[str] = []
        self.unknown = False
        for at, stage in enumerate(stages):
            number = FIRST_STAGE + at
            inner.ask(Question(verb=Verb.REPLACE, name=stage.name, number=number, wait=False))

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        """Return what the student answers."""

        def answer_call(number: int, args: Args, kwargs: Kwargs) -> Any:
            if not FIRST_STAGE <= number < FIRST_STAGE + len(self._stages):
                return call_function(call_back, number, args, kwargs)
            return self._answer(number - FIRST_STAGE, args, kwargs)

        return _without_stages(self._inner.ask(question, answer_call))

    @property
    def applies(self) -> bool:
        """Return whether stages were asked, and nothing but what the reference had been asked."""
        return bool(self.asked) and not self.unknown

    def _answer(self, at: int, args: Args, kwargs: Kwargs) -> Any:
        stage = self._stages[at]
        if stage.name not in self.asked:
            self.asked.append(stage.name)
        key, words = _key_and_words(stage.parameters, decode(stage.defaults), args, kwargs)
        answer = self._answers[at].get(key)
        if answer is None:
            self.unknown = True
            raise NotRecorded(f"the reference's {stage.name}{words} was not recorded")
        return decode(answer, make=lambda value: value)


def build_stages(mine: Sequence[NotedStage], theirs: Sequence[NotedStage]) -> tuple[Stage, ...]:
    """Return the tables of what was noted of the same stages on two sides."""
    pairs = zip(mine, theirs, strict=True)
    return tuple(
        Stage(
            name=stage.name,
            parameters=stage.parameters,
            defaults=encode(stage.defaults),
            calls=tuple((same_stage.answers | stage.answers).values()),
        )
        for stage, same_stage in pairs
    )


def _as_made(value: Any) -> Any:
    """Return an answer in which modules of PyTorch's own are what the other side makes anew."""
    if isinstance(value, Record) and value.kind == MODULE:
        return Made("module", tuple(value))
    if type(value) in (tuple, list):
        return type(value)(_as_made(item) for item in value)
    return {key: _as_made(item) for key, item in value.items()} if type(value) is dict else value


def _without_stages(answer: Given) -> Given:
    """Return an answer whose calls of stages are not told as calls of the check's functions."""
    calls = answer.trace.get(CALLBACKS)
    if not calls:
        return answer
    own_calls = [call for call in calls if call[0] < FIRST_STAGE]
    other_items = {key: item for key, item in answer.trace.items() if key != CALLBACKS}
    return replace(answer, trace={**other_items, **({CALLBACKS: own_calls} if own_calls else {})})


def _key_and_words(
    parameters: tuple[str, ...],
    defaults: dict[str, Any],
    args: Args,
    kwargs: Kwargs,
) -> tuple[str, str]:
    """Return the key of a call, "" where it cannot have one, and the call in short words.

    However an argument is given, by place, by name or by default, the key is the same.  Tuples and
    lists count alike, as they do everywhere.
    """
    words = (
        f"({', '.join([*map(_shorten, args), *(f'{k}={_shorten(v)}' for k, v in kwargs.items())])})"
    )
    if len(args) > len(parameters):
        bound: dict[str, Any] = {"": args, **kwargs}
    else:
        bound = {**defaults, **dict(zip(parameters, args, strict=False)), **kwargs}
    if _holds_objects(bound):
        return "", words
    try:
        encoded = encode(_as_comparable(bound))
    except WireError:
        return "", words
    return hashlib.sha256(encoded).hexdigest()[:32], words


def _as_comparable(value: Any) -> Any:
    """Return a value in which tuples and lists, and NumPy's numbers and Python's, are the same."""
    if isinstance(value, tuple | list):
        return tuple(_as_comparable(item) for item in value)
    if isinstance(value, dict):
        return tuple(sorted((str(key), _as_comparable(item)) for key, item in value.items()))
    return value.item() if isinstance(value, np.generic) else value


def _holds_objects(value: Any) -> bool:
    return bool(_objects_in(value))


def _objects_in(value: Any) -> str:
    """Return what kind of object stands somewhere in a value; "" where all of it is plain."""
    if isinstance(value, tuple | list):
        return next(filter(None, map(_objects_in, value)), "")
    if isinstance(value, dict):
        return next(filter(None, map(_objects_in, value.values())), "")
    return f"a {value.kind}" if isinstance(value, Handle | Opaque) else ""


def _shorten(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
