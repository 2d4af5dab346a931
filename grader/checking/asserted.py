"""Checks of lower trust: a teacher's own asserts, run in the student process.

The examiner never sees a value.  Whether the asserts hold is what the student process says, and
code that is out to cheat can make it say so.  Each has a process of its own, so that nothing it
does reaches another check.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable

from grader.checking.answers import Question
from grader.checking.declare import ATTRIBUTE, Function, declared
from grader.checking.proxies import Side
from grader.wire.verbs import Verb


def asserts(
    *,
    points: int | float | str,
    title: str,
    needs: str | tuple[str, ...] = (),
    hint: str | None = None,
) -> Callable[[Function], Function]:
    """Declare a check of lower trust: a function without parameters, made of asserts.

    The body runs in the student process, never here; the task says `asserted = true` in
    assignment.toml.  Raises ValueError when the points are no number or below zero.
    """
    said = declared(points=points, title=title, needs=needs, hint=hint, asserted=True)

    def mark(function: Function) -> Function:
        source = _definition(function)

        def run(student: Side) -> None:
            student._session.ask(Question(verb=Verb.RUN, name=function.__name__, args=(source,)))

        run.__name__, run.__qualname__, run.__module__ = (
            function.__name__,
            function.__qualname__,
            function.__module__,
        )
        run.__code__ = run.__code__.replace(
            co_firstlineno=function.__code__.co_firstlineno,
            co_filename=function.__code__.co_filename,
        )
        setattr(run, ATTRIBUTE, said)
        return run  # type: ignore[return-value]

    return mark


def _definition(function: Callable[..., object]) -> str:
    """Return the function's own text, from its `def` on."""
    text = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(text).body[0]
    return "\n".join(text.split("\n")[node.lineno - 1 : node.end_lineno]) + "\n"
