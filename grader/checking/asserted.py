"""Checks of lower trust: a teacher's own asserts, run in the student process.

Whether the asserts hold is what the student process says, and code that is out to cheat can make it
say so.  Each has a process of its own, so that nothing it does reaches another check.  What such a
check returns, if anything, is compared here with what the reference returned when it was recorded.
"""

import ast
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from grader.language import tr
from grader.sources.names import bound_names
from grader.sources.trees import names_in
from grader.wire.verbs import Verb

from .answerers.answers import Question
from .comparing.comparison import Comparison
from .declare import (
    ATTRIBUTE,
    Declared,
    Function,
    Hint,
    as_names,
    exact_points,
    read_hints,
    read_shows,
)
from .handles.proxies import Side


def asserts(
    *,
    points: int | float | str,
    title: str,
    needs: str | tuple[str, ...] = (),
    hint: Hint | None = None,
    hints: Mapping[str, Hint] | None = None,
    decimals: int | None = None,
    shows: str | None = None,
) -> Callable[[Function], Function]:
    """Declare a check of lower trust: a function without parameters, made of asserts.

    The body runs in the student process, never here; the task says `asserted = true` in
    assignment.toml.  It may return a dict of values by what they are called: each must have the
    type and the value that the reference's has.  Plain floats in it are then compared to
    `decimals` places, when these are given.  Raises ValueError as `check` does.
    """
    declaration = Declared(
        points=exact_points(points),
        title=title,
        needs=as_names(needs),
        hints=read_hints(hint, hints),
        asserted=True,
        shows=read_shows(shows),
    )

    def mark(function: Function) -> Function:
        source = text_with_helpers(function)
        question = Question(verb=Verb.RUN, name=function.__name__, args=(source,))
        run = _check_returned(question, decimals) if _returns(source) else _check_asserts(question)
        for name in ("__name__", "__qualname__", "__module__"):
            setattr(run, name, getattr(function, name))
        run.__code__ = run.__code__.replace(
            co_firstlineno=function.__code__.co_firstlineno,
            co_filename=function.__code__.co_filename,
        )
        setattr(run, ATTRIBUTE, declaration)
        return run  # type: ignore[return-value]

    return mark


def _check_asserts(question: Question) -> Callable[..., None]:
    """Return the check that runs asserts and looks at nothing else."""

    def run(student: Side) -> None:
        student._session.ask(question)

    return run


def _check_returned(question: Question, decimals: int | None) -> Callable[..., None]:
    """Return the check that compares what the asserts' function returns, too."""

    def run(student: Side, reference: Side, compare: Comparison) -> None:
        want, _ = reference._session.ask(question)
        got, _ = student._session.ask(question)
        compare_returned(got, want, compare, decimals)

    return run


def compare_returned(got: Any, want: Any, compare: Comparison, decimals: int | None) -> None:
    """Compare values by name, each with its type's name: `{"f(1)": ("int", 3)}`.

    `got` is whatever the student process said.
    """
    by_name = got if isinstance(got, dict) else {}
    compare.exact([*map(str, by_name)], [*want], names=tr("what is asked"))
    for name, (kind, value) in want.items():
        typed = by_name.get(name)
        mine = typed if isinstance(typed, tuple) and len(typed) == 2 else ("", None)
        compare.exact(mine[0], kind, names=tr("the type of {name}", name=name))
        is_rounded = decimals is not None and kind == "float"
        atol = 0.5 * 10.0 ** -(decimals or 0) if is_rounded else None
        compare.equal(mine[1], value, names=name, atol=atol)


def _returns(source: str) -> bool:
    """Return whether the last function of a text returns a value of its own."""
    function = ast.parse(source).body[-1]
    waiting: list[ast.AST] = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return) and node.value is not None:
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)
    return False


def text_with_helpers(function: Callable[..., object]) -> str:
    """Return the function's text, from its `def` on, after what it uses of its file.

    Imports, constants and helpers of the check file are sent with it, as far as they are named; the
    other checks and what is imported of the kit are not.
    """
    text = Path(inspect.getfile(function)).read_text(encoding="utf-8")
    tree, lines = ast.parse(text), text.split("\n")
    definition = next(
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__
    )
    helpers = _find_used(
        [node for node in tree.body if not _stays_here(node)], names_in(definition)
    )
    # From `def` on: a decorator of the check's stays here.
    pieces = (
        "\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in [*helpers, definition]
    )
    return "\n".join(pieces) + "\n"


def _find_used(helpers: list[ast.stmt], names: set[str]) -> list[ast.stmt]:
    """Return the statements that bind a name which is used; a helper may use another one."""
    used_statements: list[ast.stmt] = []
    while new := [
        node for node in helpers if node not in used_statements and bound_names(node) & names
    ]:
        used_statements += new
        names = names.union(*map(names_in, new))
    return [node for node in helpers if node in used_statements]


def _stays_here(node: ast.stmt) -> bool:
    """Return whether a statement of a check file is of no use over there: a check, the kit."""
    if isinstance(node, ast.FunctionDef):
        return node.name.startswith("test_")
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "grader"
