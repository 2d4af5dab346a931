"""What a check holds:

`student` and `reference`, functions of theirs, and objects that stay on the other side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.checking.answers import Answers, Question
from grader.model.values import Handle, Opaque, Tensor

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
    """The answers of one side for one check, and the number of the next object that is built there."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.next_built = FIRST_BUILT
        self.called = ""

    def ask(self, question: Question) -> tuple[Any, dict[str, Any]]:
        if question.verb == "call" and not question.target:
            self.called = question.name
        given = self.answers.ask(question)
        return self.inside(given.value), {
            key: self.inside(item) for key, item in given.trace.items()
        }

    def inside(self, value: Any) -> Any:
        """Handles in an answer become objects."""
        if isinstance(value, Handle):
            return Object(self, value)
        if isinstance(value, tuple | list):
            return type(value)(self.inside(item) for item in value)
        if isinstance(value, dict):
            return {key: self.inside(item) for key, item in value.items()}
        return value

    def outside(self, value: Any) -> Any:
        """Objects in arguments become handles; another side's objects may not cross."""
        if isinstance(value, Object):
            if value._session is not self:
                raise TypeError(
                    "an object of the student's was given to the reference, or the other way round"
                )
            return value._handle
        if isinstance(value, tuple | list):
            return type(value)(self.outside(item) for item in value)
        if isinstance(value, dict):
            return {key: self.outside(item) for key, item in value.items()}
        return value


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
            verb="call",
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
        return self._ask("item", args=(index,))

    def __len__(self) -> int:
        length = self._ask("length")
        return length if isinstance(length, int) and 0 <= length < 1 << 31 else 0

    def __bool__(self) -> bool:
        return True  # an object is there, however long it is

    def __repr__(self) -> str:
        return f"<{self._handle.kind}>"

    def _ask(
        self, verb: str, name: str = "", args: tuple[Any, ...] = (), *, wait: bool = True
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
                verb="build",
                name=name,
                args=session.outside(args),
                kwargs=session.outside(kwargs),
                number=number,
                wait=False,
            )
            session.ask(question)
            return Object(session, Handle(number, name))

        return build


@dataclass(frozen=True, slots=True)
class Watched:
    """A call's value and what was seen while it ran.

    `arguments` are the arguments as they were afterwards; `count` says how often modules of a class
    were called; `order` names leaf modules in order of their first call; `gradients` has a dict an
    object, parameter name to Tensor or None, and is None when the outputs are not attached to a
    graph or not of the asked shapes.
    """

    value: Any
    arguments: tuple[Any, ...]
    count: dict[str, int]
    order: tuple[str, ...]
    gradients: list[dict[str, Tensor | None]] | None


def watching(
    function: Function | Object,
    *,
    arguments: bool = False,
    count: tuple[str, ...] = (),
    order: tuple[Object, ...] = (),
    gradients: tuple[Object, ...] = (),
    cotangents: tuple[Tensor, ...] = (),
    step: float | None = None,
) -> Callable[..., Watched]:
    """`function`, to be called while watching.

    Gradients are those of the sum of `cotangents` times the outputs; with `step`, each parameter
    then becomes parameter - step * gradient, a step of SGD.
    """
    asked = (
        Function(function._session, function._handle.number, "")
        if isinstance(function, Object)
        else function
    )
    watch: dict[str, Any] = {}
    if arguments:
        watch["arguments"] = True
    if count:
        watch["count"] = list(count)
    if order:
        watch["order"] = list(order)
    if gradients:
        watch["gradients"], watch["cotangents"] = list(gradients), list(cotangents)
    if step is not None:
        watch["step"] = float(step)

    def call(*args: Any, **kwargs: Any) -> Watched:
        value, trace = asked._call(args, kwargs, watch)
        return _watched(value, trace)

    return call


def _watched(value: Any, trace: dict[str, Any]) -> Watched:
    """A trace is what the other side claims; anything of another type counts as not seen."""
    arguments, count, order, gradients = (
        trace.get(key) for key in ("arguments", "count", "order", "gradients")
    )
    if not isinstance(gradients, list) or not all(isinstance(item, dict) for item in gradients):
        gradients = None
    return Watched(
        value,
        arguments if isinstance(arguments, tuple) else (),
        count if isinstance(count, dict) else {},
        tuple(str(name) for name in order) if isinstance(order, tuple) else (),
        gradients,
    )


def attribute(target: Object, name: str) -> Any:
    """An attribute of an object."""
    return target._ask("attribute", name)


def state(target: Object) -> dict[str, Tensor]:
    """All parameters of a module by name."""
    found = target._ask("state")
    if not isinstance(found, dict):
        return {}
    return {str(name): value for name, value in found.items() if isinstance(value, Tensor)}


def load(target: Object, values: dict[str, Tensor]) -> None:
    """Sets parameters by name; not waited for."""
    target._ask("load", args=(values,), wait=False)


@dataclass(frozen=True, slots=True)
class FoundLeaf:
    """A module that owns parameters: its name, its PyTorch class, its parameters' shapes."""

    name: str
    kind: str
    shapes: dict[str, tuple[int, ...]]


def leaves(target: Object) -> list[FoundLeaf]:
    """The leaf modules of an object, as the other side claims them."""
    found = target._ask("leaves")
    leaf_list = []
    for item in found if isinstance(found, list) else []:
        if isinstance(item, tuple) and len(item) == 3 and isinstance(item[2], dict):
            shapes = {str(key): shape for key, shape in item[2].items() if _is_shape(shape)}
            leaf_list.append(FoundLeaf(str(item[0]), str(item[1]), shapes))
    return leaf_list


def _is_shape(value: object) -> bool:
    """Whether a claimed shape is one: a tuple of plain whole numbers."""
    return isinstance(value, tuple) and all(type(number) is int for number in value)


def plain(value: Any) -> Any:
    """`value` for comparing: objects as handles again."""
    if isinstance(value, Object):
        return value._handle
    if isinstance(value, tuple | list):
        return type(value)(plain(item) for item in value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Function):
        return Opaque("function", "")
    return value
