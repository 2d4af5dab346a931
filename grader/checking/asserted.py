"""Checks of lower trust: a teacher's own asserts, run in the student process.

The examiner never sees a value.  Whether the asserts hold is what the student process says, and
code that is out to cheat can make it say so.  Each has a process of its own, so that nothing it
does reaches another check.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from pathlib import Path

from grader.checking.answerers.answers import Question
from grader.checking.declare import ATTRIBUTE, Function, declared
from grader.checking.handles.proxies import Side
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
    declaration = declared(points=points, title=title, needs=needs, hint=hint, asserted=True)

    def mark(function: Function) -> Function:
        source = text_with_helpers(function)

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
        setattr(run, ATTRIBUTE, declaration)
        return run  # type: ignore[return-value]

    return mark


def text_with_helpers(function: Callable[..., object]) -> str:
    """Return the function's text, from its `def` on, after what it uses of its file.

    Imports, constants and helpers of the check file are sent with it, as far as they are named; the
    other checks and what is imported of the kit are not.
    """
    text = Path(inspect.getfile(function)).read_text(encoding="utf-8")
    tree, lines = ast.parse(text), text.split("\n")
    own = next(
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__
    )
    helpers = _used([node for node in tree.body if not _stays_here(node)], _names(own))
    # From `def` on: a decorator of the check's stays here.
    pieces = ("\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in [*helpers, own])
    return "\n".join(pieces) + "\n"


def _used(helpers: list[ast.stmt], named: set[str]) -> list[ast.stmt]:
    """Return the statements that bind a name which is used; a helper may use another one."""
    used: list[ast.stmt] = []
    while new := [node for node in helpers if node not in used and _binds(node) & named]:
        used += new
        named = named.union(*map(_names, new))
    return [node for node in helpers if node in used]


def _stays_here(node: ast.stmt) -> bool:
    """Return whether a statement of a check file is of no use over there: a check, the kit."""
    if isinstance(node, ast.FunctionDef):
        return node.name.startswith("test_")
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "grader"


def _names(node: ast.AST) -> set[str]:
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}


def _binds(node: ast.stmt) -> set[str]:
    """Return the names that a statement of a module binds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return {
        item.id
        for item in ast.walk(node)
        if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)
    }
