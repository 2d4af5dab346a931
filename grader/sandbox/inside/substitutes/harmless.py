"""Answers that do no harm, in place of what the grader forbids: work gets the same result.

Worker processes of a DataLoader, `torch.compile`, file modes and an event loop's sockets change how
code runs and not what it computes.
"""

import functools
import os
from collections.abc import Callable
from typing import Any

from grader.language import tr, translatable

from .event_loops import use_pipes
from .standins import real_torch

Note = Callable[[str], None]

COMPILED = translatable("torch.compile was left out: the grader runs the function as it is written")
_AT = 5  # the place of num_workers among a DataLoader's arguments
_FOR_WORKERS = frozenset(
    (
        *("num_workers", "timeout", "prefetch_factor", "persistent_workers"),
        *("multiprocessing_context", "worker_init_fn"),
    )
)


def make_harmless(note: Note) -> None:
    """Replace what would fail in a student process; `note` is told of each use."""
    for name in ("chmod", "utime"):
        setattr(os, name, _forgive(getattr(os, name)))
    if hasattr(os, "listxattr"):
        os.listxattr = lambda *args, **kwargs: []  # `shutil.copy2` asks for them
    use_pipes()
    torch = real_torch()
    if torch is not None:
        loader = torch.utils.data.DataLoader
        loader.__init__ = _without_workers(loader.__init__, note)
        torch.compile = _without_compiling(note)


def _forgive(change: Callable[..., Any]) -> Callable[..., Any]:
    """Return a change of a file's mode or times that may fail where the file is one's own.

    `shutil.copy` ends with one.  Landlock cannot forbid it for other files, so seccomp forbids it
    for all.
    """

    @functools.wraps(change)
    def change_or_not(path: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return change(path, *args, **kwargs)
        except PermissionError:
            if isinstance(path, int) or not os.access(path, os.W_OK):
                raise
            return None

    return change_or_not


def _without_workers(initialise: Callable[..., None], note: Note) -> Callable[..., None]:
    """Return a DataLoader's `__init__` that loads in the process that asks."""

    @functools.wraps(initialise)
    def initialise_alone(self: Any, *args: Any, **kwargs: Any) -> None:
        workers = args[_AT] if len(args) > _AT else kwargs.get("num_workers", 0)
        if workers:
            note(
                tr(
                    "a DataLoader with num_workers={number} ran with 0: the grader lets no code"
                    " start processes",
                    number=workers,
                )
            )
            args = (*args[:_AT], 0, *args[_AT + 1 :]) if len(args) > _AT else args
            kwargs = {name: value for name, value in kwargs.items() if name not in _FOR_WORKERS}
        initialise(self, *args, **kwargs)

    return initialise_alone


def _without_compiling(note: Note) -> Callable[..., Any]:
    """Return a `torch.compile` that gives back what it is given, also as a decorator."""

    def leave_as_it_is(model: Any = None, **options: Any) -> Any:
        if model is None:
            return leave_as_it_is
        note(tr(COMPILED))
        return model

    return leave_as_it_is
