"""Functions of earlier stages: those that are listened to, and those that the other side answers.

While the reference is recorded, each call of such a function is told with what it gave.  When a
student is judged with the reference's answers in its place, each call of it goes to the other side,
which has the recorded answers.  A process that says `replace` ends with its check.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Any

from grader.model.values import CallBack, Namespace, Record
from grader.sandbox.inside.substitutes.imports import OF_STUDENTS
from grader.sandbox.inside.substitutes.standins import real_torch
from grader.wire.verbs import ASKED, GAVE, MODULE

from .objects import (
    NoSuchName,
    as_plain_tensor,
    named_parameters,
    need_torch,
)

PLAIN = (bool, int, float, str, type(None))
NOT_SETTINGS = ("mode", "device", "dtype")


def note(
    name: str, number: int, names: Namespace, call_back: CallBack
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Tell each call of a function from now on; return its parameters and their defaults.

    The arguments are told before the call, which may change them.  Raises NoSuchName.
    """
    if name not in names:
        raise NoSuchName(name)
    original = names[name]

    def call_and_tell(*args: Any, **kwargs: Any) -> Any:
        call_back(number, (ASKED, *args), kwargs)
        answer = original(*args, **kwargs)
        call_back(number, (GAVE, _as_plain(answer)), {})
        return answer

    _put(name, call_and_tell, names)
    return _signature(original)


def replace(name: str, number: int, names: Namespace, call_back: CallBack) -> None:
    """Let every call of a function, whether it is there or not, be answered by the other side."""

    def stage(*args: Any, **kwargs: Any) -> Any:
        return call_back(number, args, kwargs)

    stage.__name__ = stage.__qualname__ = name
    _put(name, stage, names)


def _put(name: str, function: Callable[..., Any], names: Namespace) -> None:
    """Put a function in the place of the task's, wherever the student's files have that one."""
    original = names.get(name)
    for namespace in (names, *_student_namespaces()):
        for key, value in list(namespace.items()):
            if original is not None and value is original:
                namespace[key] = function
    names[name] = function


def _student_namespaces() -> Iterator[Namespace]:
    for module in list(sys.modules.values()):
        names = getattr(module, "__dict__", None)
        if isinstance(names, dict) and OF_STUDENTS in names:
            yield names


def _signature(function: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Return a function's parameters and plain defaults; none where it takes any number of them."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return (), {}
    if any(each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD) for each in parameters):
        return (), {}
    defaults = {each.name: each.default for each in parameters if isinstance(each.default, PLAIN)}
    return tuple(each.name for each in parameters), defaults


def _as_plain(value: Any) -> Any:
    """Return an answer with modules of PyTorch's own as what they can be built from."""
    if type(value) in (tuple, list):
        return type(value)(_as_plain(item) for item in value)
    if type(value) is dict:
        return {key: _as_plain(item) for key, item in value.items()}
    torch = real_torch()
    is_own = type(value).__module__.startswith("torch.nn.modules.") and torch is not None
    return _as_record(value) if is_own and isinstance(value, torch.nn.Module) else value


def _as_record(module: Any) -> Record:
    """Return a module of PyTorch's own as its class, its settings and its parameters."""
    torch = need_torch()
    parameters = inspect.signature(type(module).__init__).parameters
    attribute_names = (*parameters, *getattr(type(module), "__constants__", ()), "nonlinearity")
    settings = {}
    for name in dict.fromkeys(attribute_names):
        value = getattr(module, name, None)
        if name == "bias" and not isinstance(value, bool):
            value = isinstance(value, torch.Tensor)
        unset = name in NOT_SETTINGS or (name == "proj_size" and not value)  # LSTM's alone
        if not unset and isinstance(value, bool | int | float | str):
            settings[name] = value
    state = {name: as_plain_tensor(value) for name, value in named_parameters(module)}
    return Record(MODULE, ("name", "settings", "state"), (type(module).__name__, settings, state))
