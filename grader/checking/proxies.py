"""What a check holds:

`student` and `reference`, functions of theirs, and objects that stay on the other side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.checking.answers import Answers, Question
from grader.checking.structures import rebuilt
from grader.model.values import Handle, Opaque
from grader.wire.verbs import Verb

FIRST_BUILT = 1_000_000


class Side:
    """One side of a check.

    `student.name` is a function that the task defines; `student.nn.RNNCell(…)` builds a module of
    PyTorch's own over there, `student.nn.DataLoader(…)` a loader.
    """

    def __init__(self, answers: Answers) -> None:
        self._session = Session(answers)

    @property
    def nn(self) -> Builder:
        return Builder(self._session)

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self._session, 0, name)


class Session:
    """The answers of one side for one check, and the number of the next object built there."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.next_built = FIRST_BUILT
        self.called = ""
        self.calls: list[tuple[str, Any]] = []  # what was called, and what it answered

    def ask(self, question: Question) -> tuple[Any, dict[str, Any]]:
        if question.verb == Verb.CALL and not question.target:
            self.called = question.name
        given = self.answers.ask(question)
        if question.verb == Verb.CALL:
            self.calls.append((str(question), given.value))
        return self.inside(given.value), {
            key: self.inside(item) for key, item in given.trace.items()
        }

    def inside(self, value: Any) -> Any:
        """Return an answer with objects in place of handles."""
        return rebuilt(value, lambda item: Object(self, item) if isinstance(item, Handle) else item)

    def outside(self, value: Any) -> Any:
        """Return arguments with handles in place of objects; another side's may not cross."""
        return rebuilt(value, self._handle_of)

    def _handle_of(self, value: Any) -> Any:
        if not isinstance(value, Object):
            return value
        if value._session is not self:
            raise TypeError(
                "an object of the student's was given to the reference, or the other way round"
            )
        return value._handle


class Function:
    """Something over there that can be called."""

    def __init__(self, session: Session, target: int, name: str) -> None:
        self._session = session
        self._target = target
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(args, kwargs, {})[0]

    def _call(
        self, args: tuple[Any, ...], kwargs: dict[str, Any], watch: dict[str, Any]
    ) -> tuple[Any, dict[str, Any]]:
        session = self._session
        question = Question(
            verb=Verb.CALL,
            target=self._target,
            name=self._name,
            args=session.outside(args),
            kwargs=session.outside(kwargs),
            watch=session.outside(watch),
        )
        return session.ask(question)


class Object:
    """An object that stays over there, alive for one check.

    It can be called, its methods too, indexed, measured.
    """

    def __init__(self, session: Session, handle: Handle) -> None:
        self._session = session
        self._handle = handle

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return Function(self._session, self._handle.number, "")(*args, **kwargs)

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self._session, self._handle.number, name)

    def __getitem__(self, index: Any) -> Any:
        return self._ask(Verb.ITEM, args=(index,))

    def __len__(self) -> int:
        length = self._ask(Verb.LENGTH)
        return length if isinstance(length, int) and 0 <= length < 1 << 31 else 0

    def __bool__(self) -> bool:
        return True  # an object is there, however long it is

    def __repr__(self) -> str:
        return f"<{self._handle.kind}>"

    def _ask(
        self, verb: Verb, name: str = "", args: tuple[Any, ...] = (), *, wait: bool = True
    ) -> Any:
        session = self._session
        question = Question(
            verb=verb, target=self._handle.number, name=name, args=session.outside(args), wait=wait
        )
        return session.ask(question)[0]


class Builder:
    """Builds modules of PyTorch's own; what is built is not waited for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Callable[..., Object]:
        def build(*args: Any, **kwargs: Any) -> Object:
            session = self._session
            number, session.next_built = session.next_built, session.next_built + 1
            question = Question(
                verb=Verb.BUILD,
                name=name,
                args=session.outside(args),
                kwargs=session.outside(kwargs),
                number=number,
                wait=False,
            )
            session.ask(question)
            return Object(session, Handle(number, name))

        return build


def plain(value: Any) -> Any:
    """Return `value` for comparing: objects as handles again."""
    return rebuilt(value, _plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Object):
        return value._handle
    return Opaque("function", "") if isinstance(value, Function) else value
