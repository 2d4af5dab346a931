"""What a check names over there: a function or a value of the task, a method or an attribute."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.checking.answerers.answers import Question
from grader.model.values import Args, Kwargs, Trace, Watch
from grader.wire.verbs import Verb

from .operands import Operators

if TYPE_CHECKING:
    from .proxies import Session


class Function:
    """Something over there that can be called."""

    def __init__(self, session: Session, target: int, name: str) -> None:
        self._session = session
        self._target = target
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(args, kwargs, {})[0]

    def _call(self, args: Args, kwargs: Kwargs, watch: Watch) -> tuple[Any, Trace]:
        question = Question(
            verb=Verb.CALL,
            target=self._target,
            name=self._name,
            args=args,
            kwargs=kwargs,
            watch=watch,
        )
        return self._session.ask(question)

    def _measure(self, verb: Verb, args: Args, kwargs: Kwargs, settings: dict[str, Any]) -> Any:
        """Return the answer to a verb that measures a call, as it is asked for."""
        question = Question(
            verb=verb,
            target=self._target,
            name=self._name,
            args=(args, kwargs),
            kwargs=settings,
        )
        return self._session.ask(question)[0]


def _as_value(read: Callable[[Any], Any]) -> Callable[[Member], Any]:
    """Return a method that reads the value which stands there, as Python's own function does."""
    return lambda self: read(self._value())


class Member(Operators, Function):
    """A name of the task's or of an object's, before it is known what stands under it.

    Called, it is a function or a method.  Compared, indexed, computed with or gone through, it is
    a value, which is asked for each time.
    """

    def _value(self) -> Any:
        question = Question(verb=Verb.ATTRIBUTE, target=self._target, name=self._name)
        return self._session.ask(question)[0]

    def _operate(self, name: str, *operands: Any) -> Any:
        values = [each._value() if isinstance(each, Member) else each for each in operands]
        return getattr(operator, name)(*values)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._value(), name)

    def __getitem__(self, index: Any) -> Any:
        return self._value()[index]

    __len__ = _as_value(len)
    __iter__ = _as_value(iter)
    __bool__ = _as_value(bool)
    __int__ = _as_value(int)
    __index__ = _as_value(operator.index)
    __float__ = _as_value(float)
    __str__ = _as_value(str)

    def __format__(self, form: str) -> str:
        return format(self._value(), form)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.asarray(self._value(), dtype=dtype)
