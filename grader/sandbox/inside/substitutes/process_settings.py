"""Limits and priorities of a student's process, which the grader alone sets.

Code that asks for more stack, or to be nice to others, computes the same without.
"""

import functools
import importlib
import os
from collections.abc import Callable
from typing import Any

from grader.language import tr, translatable

from .harmless import Note

LEFT_OUT = translatable("{call} was left out: the grader sets the limits of its processes")

# By module: what sets something of the process, or of another one.
_SETTERS = {
    "resource": ("setrlimit",),
    "os": ("setpriority", "sched_setaffinity", "sched_setscheduler", "sched_setparam"),
}


def keep_settings(note: Note) -> None:
    """Replace what would change this process' limits by what changes nothing; `note` is told."""
    for module_name, names in _SETTERS.items():
        try:
            module = importlib.import_module(module_name)
        except ImportError:  # there is no `resource` on Windows
            continue
        for name in names:
            if hasattr(module, name):
                setattr(module, name, _without_effect(getattr(module, name), module_name, note))
        if "prlimit" in vars(module):
            vars(module)["prlimit"] = _without_setting(vars(module)["prlimit"], note)
    if hasattr(os, "nice"):
        os.nice = _without_effect(os.nice, "os", note, answer=0)


def _without_effect(
    setter: Callable[..., Any], module: str, note: Note, answer: object = None
) -> Callable[..., Any]:
    """Return a function that is called as a setter is, and sets nothing."""

    @functools.wraps(setter)
    def leave_out(*args: Any, **kwargs: Any) -> Any:
        note(tr(LEFT_OUT, call=f"{module}.{setter.__name__}"))
        return answer

    return leave_out


def _without_setting(prlimit: Callable[..., Any], note: Note) -> Callable[..., tuple[int, int]]:
    """Return a `resource.prlimit` that answers what a limit is, and leaves it."""

    @functools.wraps(prlimit)
    def ask(pid: int, limit: int, limits: object = None) -> tuple[int, int]:
        if limits is not None:
            note(tr(LEFT_OUT, call="resource.prlimit"))
        answer: tuple[int, int] = prlimit(pid, limit)
        return answer

    return ask
