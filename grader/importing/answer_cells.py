"""Answers as they stand in a reference file, with the student's part between markers."""

import ast
import re
from collections.abc import Collection
from itertools import chain, groupby
from pathlib import Path

from grader.errors import BadFile
from grader.files.markers import SOLUTION, marked_regions
from grader.files.regions import find_regions, stub_text
from grader.files.syntax import first_line_of
from grader.sources.names import Definition
from grader.sources.stubs import unfilled_names

from .asked import definitions
from .cell_tests import bound_names
from .cells import Code, Import, statement_text

_NO_SOLUTION = "it is a stub without a solution; import the teacher's notebook, not the students'"
_MARKERS = re.compile(rf"^\s*#+\s*(?:BEGIN|END)\s+{SOLUTION}\s*$", re.IGNORECASE)
_SEEDS = re.compile(r"\b(?:manual_)?seed\(")


def mark_answer(code: Code, asked_names: tuple[str, ...], notebook: Import) -> str | None:
    """Return an answer with the student's part between markers.

    None, with a sentence, when that cannot be told.
    """
    text = code.source.text.strip("\n")
    try:
        marked_text = _mark_text(Path(code.place), code, text, asked_names)
    except BadFile as error:
        notebook.lose(code.place, error.problem)
        return None
    if definitions([code]) or SOLUTION in marked_text:
        return marked_text
    given_statements = [node for node in code.statements if _stays(node) or _is_constant(node)]
    if len(given_statements) < len(code.statements):
        notebook.lose(
            code.place, "what is no import and assigns nothing that is asked was left out"
        )
    return "\n".join(statement_text(code.source.text, node) for node in given_statements) or None


def _mark_text(path: Path, code: Code, text: str, asked_names: tuple[str, ...]) -> str:
    """Return a text with the teacher's own markers, or with ours where these do not fit.

    Raises BadFile for a stub without a solution, and where no marker can stand.
    """
    has_markers = bool(marked_regions(path, text, allowed=SOLUTION))
    defined = [node for node in code.statements if isinstance(node, Definition)]
    if not has_markers and defined and all(map(_is_stub, defined)):
        raise BadFile(path, _NO_SOLUTION)
    fits = has_markers and _fits(path, text, asked_names)
    marked_text = text if fits else with_markers(_without_markers(text), asked_names)
    find_regions(path, marked_text, asked_names)
    return marked_text


def _is_stub(node: ast.stmt) -> bool:
    """Return whether a function or every method of a class is still to be written."""
    body = node.body if isinstance(node, ast.ClassDef) else [node]
    names = {each.name for each in body if isinstance(each, Definition)}
    return bool(names) and names <= unfilled_names(body)


def _fits(path: Path, text: str, asked_names: tuple[str, ...]) -> bool:
    """Return whether the teacher's own markers leave a stub that is Python."""
    try:
        ast.parse(stub_text(path, text, asked_names))
    except (BadFile, SyntaxError):
        return False
    return True


def _without_markers(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not _MARKERS.match(line))


def with_markers(text: str, asked_names: Collection[str] | None = None) -> str:
    """Return Python with what the student writes between markers.

    The body of each function and method, below its docstring; and of the other statements those
    that assign a name which is asked for.  Where there are no functions and nothing says what is
    asked, all of it.
    """
    tree = ast.parse(text)
    has_definitions = any(isinstance(node, Definition) for node in tree.body)
    if asked_names is None and not has_definitions:
        return f"### BEGIN {SOLUTION}\n{text}\n### END {SOLUTION}"
    parts = [
        *_function_bodies(tree),
        *_assigning_runs(tree, asked_names or (), is_mixed=has_definitions),
    ]
    lines = text.split("\n")
    for body in sorted(parts, key=lambda part: part[0].lineno, reverse=True):
        indent = " " * body[0].col_offset
        first, last = first_line_of(body[0]), body[-1].end_lineno or body[0].lineno
        lines[first - 1 : last] = [
            f"{indent}### BEGIN {SOLUTION}",
            *lines[first - 1 : last],
            f"{indent}### END {SOLUTION}",
        ]
    return "\n".join(lines)


def _function_bodies(tree: ast.Module) -> list[list[ast.stmt]]:
    """Return the bodies of functions and methods, without docstrings and what is on one line."""
    places = (node.body if isinstance(node, ast.ClassDef) else [node] for node in tree.body)
    bodies = []
    for node in chain.from_iterable(places):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body and body[0].lineno != node.lineno:
                bodies.append(body)
    return bodies


def _assigning_runs(
    tree: ast.Module, asked_names: Collection[str], *, is_mixed: bool
) -> list[list[ast.stmt]]:
    """Return the runs of other statements that assign what is asked for.

    Beside functions such a run begins and ends with an assignment of a name that is asked for; in
    a cell without functions it is everything below imports and seeds.
    """

    def is_given(node: ast.stmt) -> bool:
        return _stays(node) or (_is_constant(node) and not bound_names([node]) & {*asked_names})

    groups = groupby(tree.body, key=is_given)
    runs = [list(run) for stays, run in groups if not stays]
    if is_mixed:
        runs = [_trim_run(run, asked_names) for run in runs]
    return [run for run in runs if bound_names(run) & {*asked_names}]


def _trim_run(run: list[ast.stmt], asked_names: Collection[str]) -> list[ast.stmt]:
    """Return a run from its first assignment of a name that is asked for to its last."""
    places = [at for at, node in enumerate(run) if bound_names([node]) & {*asked_names}]
    return run[places[0] : places[-1] + 1] if places else []


def _stays(node: ast.stmt) -> bool:
    """Return whether a statement is given to students: an import, a definition, a seed."""
    if isinstance(node, ast.Import | ast.ImportFrom | Definition):
        return True
    return isinstance(node, ast.Expr) and bool(_SEEDS.search(ast.unparse(node)))


def _is_constant(node: ast.stmt) -> bool:
    """Return whether a statement assigns constants, which are given to students."""
    names = bound_names([node])
    return isinstance(node, ast.Assign) and bool(names) and all(map(str.isupper, names))
