"""A check's questions to the student as lines of a script.

It needs NumPy or PyTorch and nothing else.
"""

import builtins
import keyword
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from msgspec import field

from grader.checking.answerers.answers import Answers, Given, Question
from grader.compare.numbers import Array
from grader.model.values import CallBack, Handle, Opaque, Tensor, Watch
from grader.nouns import frozen, mutable
from grader.wire.verbs import VERBS

# Names that the script has for something else.
TAKEN = frozenset(
    (
        *("random", "np", "torch", "inf", "nan", "operator", "importlib", "sys", "Path"),
        *("parameters", "load", "gradients", "tell_difference", "tell_first_difference"),
        *("student", "spec", "NAME", "FILE", "expected", "got"),
    )
)

Log = list[tuple[Question, Given | None]]


@frozen
class Noted:
    """Passes questions on and notes them before they are answered.

    So one that never is answered is there too.
    """

    inner: Answers
    log: Log

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        self.log.append((question, None))
        answer = self.inner.ask(question, call_back)
        self.log[-1] = (question, answer)
        return answer


@mutable
class Script:
    """Lines of the script as they are made.

    `places` says which expression gives an array that was answered.  `parameters` are those of the
    task's functions, by position: a long argument gets the name of its parameter, with `ending`
    where the student's code shares the script's names.
    """

    parameters: Mapping[str, tuple[str, ...]] = {}
    ending: str = ""
    lines: list[str] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)
    uses_torch: bool = False
    _arguments: int = 0

    def ask(self, number: int, question: Question, reply: Given | None) -> None:
        """Add the lines of one question; `number` names its answer."""
        facts = VERBS[question.verb]
        answer, target = f"answer_{number}", f"object_{question.target}"
        line = facts.script.format(
            answer=answer,
            target=target,
            callee=_callee(question, target),
            name=question.name,
            call=self._arguments_of(question),
            made=f"object_{question.number}",
            module="torch.utils.data" if question.name == "DataLoader" else "torch.nn",
        )
        if line:
            self.lines.append(line)
        self.uses_torch |= facts.torch
        if question.watch.get("gradients"):
            self._add_gradients(answer, question.watch, reply)
        if reply is not None:
            self._remember(reply.value, answer)

    def _arguments_of(self, question: Question) -> str:
        names = () if question.target else self.parameters.get(question.name, ())
        args = [
            self._name_argument(item, names[at] if at < len(names) else "")
            for at, item in enumerate(question.args)
        ]
        args += [f"{key}={self._name_argument(item, key)}" for key, item in question.kwargs.items()]
        return ", ".join(args)

    def literal(self, value: Any) -> str:
        """Return Python that makes the value again, to the last bit."""
        if isinstance(value, Handle):
            return f"object_{value.number}"
        if isinstance(value, Tensor):
            self.uses_torch = True
            return _array("torch", "tensor", value.array, value.dtype)
        if isinstance(value, np.ndarray):
            return _array("np", "array", value, value.dtype.name.replace("bool", "bool_"))
        if isinstance(value, tuple | list | dict):
            return self._container(value)
        return "None" if isinstance(value, Opaque) else repr(value)

    def _container(self, value: tuple[Any, ...] | list[Any] | dict[Any, Any]) -> str:
        if isinstance(value, tuple):
            return f"({''.join(f'{self.literal(item)}, ' for item in value).rstrip()})"
        if isinstance(value, list):
            return f"[{', '.join(self.literal(item) for item in value)}]"
        items = (f"{self.literal(key)}: {self.literal(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"

    def expression(self, value: Any) -> str | None:
        """Return what gives a value that was answered, out of the answers' names.

        None when it is none of theirs.
        """
        if id(value) in self.places:
            return self.places[id(value)]
        if isinstance(value, tuple | list) and value:
            parts = [self.expression(item) for item in value]
            if all(part is not None for part in parts):
                return f"[{', '.join(str(part) for part in parts)}]"
        return None

    def _name_argument(self, value: Any, parameter: str = "") -> str:
        """Return an argument: a short one as it is, a long one by a name on its own line."""
        text = self.literal(value)
        is_array = isinstance(value, np.ndarray | Tensor) and _is_free(parameter)
        if len(text) < 60 and not is_array:
            return text
        name = f"{parameter}{self.ending}"
        if not _is_free(parameter):
            self._arguments += 1
            name = f"argument_{self._arguments}"
        self.lines.append(f"{name} = {text}")
        return name

    def _add_gradients(self, answer: str, watch: Watch, reply: Given | None) -> None:
        self.uses_torch = True
        parts = [
            answer,
            self.literal(list(watch["gradients"])),
            self._name_argument(list(watch.get("cotangents", ()))),
        ]
        parts += [f"step={watch['step']!r}"] if "step" in watch else []
        self.lines.append(f"{answer}_gradients = gradients({', '.join(parts)})")
        if reply is not None:
            self._remember(reply.trace.get("gradients"), f"{answer}_gradients")

    def _remember(self, value: Any, place: str) -> None:
        """Remember where arrays of an answer are, and names the objects in it."""
        for item, where in _leaves(value, place):
            if isinstance(item, Handle):
                self.lines.append(f"object_{item.number} = {where}")
            else:
                self.places.setdefault(id(item), where)


def _is_free(parameter: str) -> bool:
    """Return whether a parameter's name may stand for its argument, and hides nothing."""
    is_taken = parameter in TAKEN or hasattr(builtins, parameter) or keyword.iskeyword(parameter)
    is_ours = parameter.startswith(("answer_", "object_", "argument_"))
    return parameter.isidentifier() and not is_taken and not is_ours


def _array(library: str, make: str, array: Array, dtype: str) -> str:
    if not array.size:  # an empty list has lost its other axes
        return f"{library}.empty({array.shape!r}, dtype={library}.{dtype})"
    return f"{library}.{make}({array.tolist()!r}, dtype={library}.{dtype})"


def _callee(question: Question, target: str) -> str:
    """Return what is called: a function of the student's, a method of an object, the object."""
    if not question.target:
        return f"student.{question.name}"
    return f"{target}.{question.name}" if question.name else target


def _leaves(value: Any, place: str) -> Iterator[tuple[Any, str]]:
    if isinstance(value, tuple | list):
        for at, item in enumerate(value):
            yield from _leaves(item, f"{place}[{at}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{place}[{key!r}]")
    elif isinstance(value, Handle | Tensor | np.ndarray):
        yield value, place
