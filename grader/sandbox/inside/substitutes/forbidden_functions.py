"""Run-time half of a rule on a function: PyTorch tells which one is really called.

The syntax tree sees `torch.rnn_tanh` under every everyday name.  A name that is put together while
the code runs it cannot see; only work that can do so is listened to, since listening takes time.
"""

import contextlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from grader.language import tr
from grader.sources.origins import other_names

from .standins import RuleBroken, real_torch

Rules = tuple[tuple[str, str], ...]  # (what is forbidden, what is said of it)
_COMPOSING = re.compile(
    rb"\b(?:getattr|vars|eval|exec|compile|globals|__dict__|__getattribute__|__import__|importlib"
    rb"|import_module|attrgetter|methodcaller|resolve_name|ops|_VF|_C)\b"
)
_BETWEEN = ("overrides.py", "_ops.py")  # files of PyTorch between a caller and what it calls


def may_compose_names(contents: Iterable[bytes]) -> bool:
    """Return whether code uses words by which a name can be put together while it runs."""
    return any(_COMPOSING.search(content.replace(b"\0", b"")) for content in contents)


@contextlib.contextmanager
def forbid_functions(rules: Rules) -> Iterator[None]:
    """Raise RuleBroken in the block when the student's code calls a forbidden function of PyTorch.

    What PyTorch itself calls is allowed: a layer may use what a student may not.
    """
    names = [(name, say) for forbid, say in rules for name in (forbid, *other_names(forbid))]
    torch = real_torch()
    if torch is None or not any(name.startswith("torch.") for name, _ in names):
        yield
        return
    folder = str(Path(str(torch.__file__)).parent)
    with _listen(torch, _Forbidden(torch, names), folder):
        yield


class _Forbidden:
    """Forbidden functions as PyTorch has them, with their names and sentences."""

    def __init__(self, torch: Any, names: list[tuple[str, str]]) -> None:
        self._by_function: dict[Any, tuple[str, str]] = {}
        self._by_operator: dict[str, tuple[str, str]] = {}
        for name, say in names:
            function = _find_member(torch, name)
            if callable(function) and not isinstance(function, type):
                self._by_function[function] = name, say
                self._by_operator[f"aten.{name.rpartition('.')[2]}"] = name, say

    def find(self, function: Any) -> tuple[str, str] | None:
        """Return the name and the sentence of a function; None for one that is allowed."""
        if getattr(function, "__module__", None) == "torch._ops.aten":
            return self._by_operator.get(".".join(str(function).split(".")[:2]))
        return self._by_function.get(function)


def _find_member(torch: Any, name: str) -> Any:
    """Return what a dotted name stands for; None where there is nothing of that name."""
    value = torch
    for part in name.split(".")[1:]:
        value = getattr(value, part, None)
    return value if name.startswith("torch.") else None


def _listen(
    torch: Any, forbidden: _Forbidden, folder: str
) -> contextlib.AbstractContextManager[Any]:
    """Return a context in which PyTorch tells of each function that is called."""

    class Listening(torch.overrides.TorchFunctionMode):  # type: ignore[misc]
        def __torch_function__(
            self, function: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            rule = forbidden.find(function)
            if rule is not None and not _is_called_by(sys._getframe(1), function, folder):
                raise RuleBroken(tr("it calls {name}. {why}", name=rule[0], why=rule[1]))
            return function(*args, **(kwargs or {}))

    return Listening()


def _is_called_by(frame: FrameType | None, function: Callable[..., Any], folder: str) -> bool:
    """Return whether the nearest caller of a function is code in that folder."""
    own_code = getattr(function, "__code__", None)
    between = {str(Path(folder, name)) for name in _BETWEEN}
    while frame is not None and (frame.f_code is own_code or frame.f_code.co_filename in between):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(folder)
