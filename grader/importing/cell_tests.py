"""Test cells as bodies of functions that do what the cells do in a notebook."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Sequence
from typing import Any

from grader.mutants.splicing import ParsedText, put
from grader.sources.names import Definition, imported_names

_QUESTIONS = frozenset(
    ("isinstance", "all", "any", "allclose", "isclose", "array_equal", "hasattr", "callable")
)


def as_assert(
    text: str, outputs: list[Any], *, was_run: bool = False, has_numpy: bool = False
) -> str | None:
    """Return a test whose saved output says what is right, as an assert of that.

    Its last value, or what it prints; a comparison without an output is to hold; no output of a
    cell that was run, or of `None`, says that the last value is None.  The text itself when it
    asserts; None when nothing says what is right.
    Raises SyntaxError.
    """
    body = ast.parse(text).body
    last = body[-1] if body else None
    shown_value = _shown_value(outputs)
    if isinstance(last, ast.Expr) and shown_value is not None:
        is_old = has_numpy and "np." not in shown_value
        return _replace_last(
            text, last, lambda value: _assert_shown(value, shown_value), has_numpy=is_old
        )
    if _asserts(text):
        return text
    if printed := _printed_text(outputs):
        return _assert_printed(text, printed)
    return _assert_last_value(text, last, was_run) if isinstance(last, ast.Expr) else None


def _assert_last_value(text: str, last: ast.Expr, was_run: bool) -> str | None:
    """Return the assert of a last value that has no saved output; None when nothing is known."""
    if _is_truth(last.value):
        return _replace_last(text, last, lambda value: f"assert {value}")
    if was_run or ast.unparse(last) == "None":
        return _replace_last(text, last, lambda value: f"assert ({value}) is None")
    return None


def _is_truth(value: ast.expr) -> bool:
    """Return whether an expression is a comparison or another question of yes and no."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] in _QUESTIONS
    is_not = isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    return is_not or isinstance(value, ast.Compare | ast.BoolOp)


def _replace_last(
    text: str, last: ast.Expr, check: Callable[[str], str], *, has_numpy: bool = False
) -> str:
    """Return a text whose last expression is checked instead."""
    lines = text.split("\n")
    value = "\n".join(lines[last.lineno - 1 : last.end_lineno]).strip().rstrip(";")
    checked = check(value)
    # Saved before NumPy 2, or of a NumPy number: `3.5`, where NumPy 2 shows `np.float64(3.5)`.
    shows_numbers = has_numpy and checked.startswith("assert repr(")
    head = ["import numpy", 'numpy.set_printoptions(legacy="1.25")'] if shows_numbers else []
    return "\n".join([*head, *lines[: last.lineno - 1], checked])


def _assert_shown(value: str, shown: str) -> str:
    """Return the assert that a value is shown so."""
    truth = {"True": f"assert {value}", "False": f"assert not ({value})"}
    return truth.get(shown.removeprefix("np.").rstrip("_"), f"assert repr({value}) == {shown!r}")


def _shown_value(outputs: list[Any]) -> str | None:
    """Return the value that a cell showed, as text."""
    values = (each for each in outputs if each.output_type == "execute_result")
    return next((each.data.get("text/plain") for each in values), None)


def _printed_text(outputs: list[Any]) -> str:
    streams = (each for each in outputs if each.output_type == "stream")
    return "".join(each.text for each in streams if each.name == "stdout")


def _asserts(text: str) -> bool:
    nodes = ast.walk(ast.parse(text))
    return "assert" in text or any(isinstance(node, ast.Raise) for node in nodes)


def _assert_printed(text: str, printed: str) -> str:
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    return (
        "import contextlib\nimport io\n\n_printed = io.StringIO()\n"
        f"with contextlib.redirect_stdout(_printed):\n{body}\n"
        f"assert _printed.getvalue() == {printed!r}"
    )


def with_call(text: str) -> str:
    """Return a test cell with a call of its one function, where nothing calls it.

    Otter calls it with the names of its parameters.  Raises SyntaxError.
    """
    tree = ast.parse(text)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    used_names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if len(functions) != 1 or functions[0].name in used_names:
        return text
    parameters = [each.arg for each in functions[0].args.args]
    arguments = ["globals()" if name == "env" else name for name in parameters]
    return f"{text}\n\n{functions[0].name}({', '.join(arguments)})"


def with_lone_call(text: str) -> str:
    """Return a test cell that is one function without parameters with a call of it.

    Elsewhere in the notebook something calls it.  Raises SyntaxError.
    """
    body = ast.parse(text).body
    statements = [
        node for node in body if not isinstance(node, ast.Expr | ast.Import | ast.ImportFrom)
    ]
    alone = (
        len(statements) == 1
        and isinstance(statements[0], ast.FunctionDef)
        and not statements[0].args.args
    )
    return with_call(text) if alone else text


def without_guards(text: str) -> str:
    """Return code with `if __name__ == "__main__"` as what it is in a notebook: true."""
    source = ParsedText.read(text)
    guards = [
        node.test
        for node in source.tree.body
        if isinstance(node, ast.If)
        and ast.unparse(node.test).replace('"', "'")
        in ("__name__ == '__main__'", "'__main__' == __name__")
    ]
    return source.with_edits(tuple(put(guard, "True") for guard in guards))


_NOSE = re.compile(r"^([ \t]*)from nose\.tools import ([\w, \t]+)$", re.MULTILINE)
_NOSE_NAMES = {"ok_": "assertTrue", "eq_": "assertEqual"}


def without_nose(text: str) -> str:
    """Return code whose imports of nose.tools, which is gone, are unittest's asserts."""

    def replacement(line: re.Match[str]) -> str:
        bound = [_unittest_binding(name.strip()) for name in line[2].split(",") if name.strip()]
        return "\n".join(line[1] + each for each in ["from unittest import TestCase", *bound])

    return _NOSE.sub(replacement, text)


def _unittest_binding(imported: str) -> str:
    """Return the statement that binds a name of nose.tools: `assert_equal` is `assertEqual`."""
    name, _, alias = imported.partition(" as ")
    first, *others = name.strip().split("_")
    theirs = _NOSE_NAMES.get(name.strip(), first + "".join(map(str.capitalize, others)))
    return f"{alias.strip() or name.strip()} = TestCase().{theirs}"


def with_scratch_paths(text: str) -> str:
    """Return a test whose files in /tmp are files of the student process's own folder.

    It may write nowhere else.
    """
    try:
        source = ParsedText.read(text)
    except SyntaxError:  # told where it is read
        return text
    paths = [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and str(node.value).startswith("/tmp/")
    ]
    return source.with_edits(
        tuple(put(node, repr(str(node.value).removeprefix("/tmp/"))) for node in paths)
    )


def bound_names(statements: Sequence[ast.stmt]) -> set[str]:
    """Return the names that statements bind or take away where they stand."""
    names: set[str] = set()
    nodes: list[ast.AST] = list(statements)
    while nodes:
        node = nodes.pop()
        if isinstance(node, Definition):
            names.add(node.name)
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= imported_names(node)
        if not isinstance(node, ast.Lambda):
            nodes += ast.iter_child_nodes(node)
    return names


def indent(code: str) -> str:
    """Return code one step to the right; lines inside a text of several lines stay where they are.

    Raises SyntaxError.
    """
    text_lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.STRING:
            text_lines |= set(range(token.start[0] + 1, token.end[0] + 1))
    return "\n".join(
        line if at in text_lines or not line.strip() else f"    {line}"
        for at, line in enumerate(code.split("\n"), 1)
    )


def as_function(name: str, code: str, notebook_names: set[str]) -> str:
    """Return a function with that body; lines inside a text of several lines stay where they are.

    Names of the notebook, `notebook_names`, that the body binds or takes away are global in it, as
    in a cell, and so are those that a function in it calls global.
    """
    code = without_guards(code)
    tree = ast.parse(code)
    body = tree.body
    called_global = {
        name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names
    }
    rebound = sorted(bound_names(body) & (notebook_names | called_global))
    head = [f"def {name}():", *([f"    global {', '.join(rebound)}"] if rebound else [])]
    body_text = indent(code).strip("\n") if code.strip() else "    pass"
    only_comments = not body and bool(code.strip())
    return "\n".join([*head, body_text, *(["    pass"] if only_comments else [])]) + "\n"
