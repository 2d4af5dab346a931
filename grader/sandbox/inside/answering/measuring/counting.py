"""How often functions are called while another one runs."""

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

from grader.model.values import Namespace
from grader.sandbox.inside.answering.objects import NoSuchName


@contextlib.contextmanager
def count_calls(wanted: tuple[str, ...], names: Namespace) -> Iterator[dict[str, int]]:
    """Count the calls of functions within the block, by their names as the check says them.

    A name is one of the task's (`step`, or `Model.step`, a method), or dotted (`numpy.matmul`).
    The task's own code finds the counting one in its place.  Raises NoSuchName.
    """
    counts = dict.fromkeys(wanted, 0)
    with contextlib.ExitStack() as around:
        for name in wanted:
            around.enter_context(_count_one(name, counts, names))
        yield counts


@contextlib.contextmanager
def _count_one(name: str, counts: dict[str, int], names: Namespace) -> Iterator[None]:
    owner, last = _find_owner(name, names)
    function = owner[last] if isinstance(owner, dict) else getattr(owner, last)

    def put(value: Any) -> None:
        if isinstance(owner, dict):
            owner[last] = value
        else:
            setattr(owner, last, value)

    put(_with_count(function, name, counts))
    try:
        yield
    finally:
        put(function)


def _with_count(function: Any, name: str, counts: dict[str, int]) -> Callable[..., Any]:
    @functools.wraps(function)
    def count_and_call(*args: Any, **kwargs: Any) -> Any:
        counts[name] += 1
        return function(*args, **kwargs)

    return count_and_call


def _find_owner(name: str, names: Namespace) -> tuple[Any, str]:
    """Return where a function stands, and under which name there."""
    first, *middle = name.split(".")
    if not middle:
        if name not in names:
            raise NoSuchName(name)
        return names, name
    owner = names.get(first, sys.modules.get(first))
    for part in middle[:-1]:
        owner = getattr(owner, part, None)
    if not hasattr(owner, middle[-1]):
        raise NoSuchName(name)
    return owner, middle[-1]
