"""Test cells as bodies of functions that do what the cells do in a notebook."""

from __future__ import annotations

import ast
import io
import tokenize
from typing import Any

from grader.mutants.splicing import ParsedText, put


def asserted(text: str, outputs: list[Any]) -> str | None:
    """Return a test whose saved output says what is right, as an assert of that.

    Its last value, or what it prints.  The text itself when it asserts; None when nothing says what
    is right.  Raises SyntaxError.
    """
    body = ast.parse(text).body
    last = body[-1] if body else None
    shown, printed = _shown(outputs), _printed(outputs)
    if isinstance(last, ast.Expr) and shown is not None:
        lines = text.split("\n")
        value = "\n".join(lines[last.lineno - 1 : last.end_lineno]).strip().rstrip(";")
        check = f"assert {value}" if shown == "True" else f"assert repr({value}) == {shown!r}"
        return "\n".join([*lines[: last.lineno - 1], check])
    if _asserts(text):
        return text
    return _by_print(text, printed) if printed else None


def _shown(outputs: list[Any]) -> str | None:
    """Return the value that a cell showed, as text."""
    values = (each for each in outputs if each.output_type == "execute_result")
    return next((each.data.get("text/plain") for each in values), None)


def _printed(outputs: list[Any]) -> str:
    streams = (each for each in outputs if each.output_type == "stream")
    return "".join(each.text for each in streams if each.name == "stdout")


def _asserts(text: str) -> bool:
    nodes = ast.walk(ast.parse(text))
    return "assert" in text or any(isinstance(node, ast.Raise) for node in nodes)


def _by_print(text: str, printed: str) -> str:
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    return (
        "import contextlib\nimport io\n\n_printed = io.StringIO()\n"
        f"with contextlib.redirect_stdout(_printed):\n{body}\n"
        f"assert _printed.getvalue() == {printed!r}"
    )


def called(text: str) -> str:
    """Return a test cell with a call of its one function, where nothing calls it.

    Otter calls it with the names of its parameters.  Raises SyntaxError.
    """
    tree = ast.parse(text)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if len(functions) != 1 or functions[0].name in named:
        return text
    parameters = [each.arg for each in functions[0].args.args]
    given = ["globals()" if name == "env" else name for name in parameters]
    return f"{text}\n\n{functions[0].name}({', '.join(given)})"


def unguarded(text: str) -> str:
    """Return code with `if __name__ == "__main__"` as what it is in a notebook: true."""
    source = ParsedText.read(text)
    guards = [
        node.test
        for node in source.tree.body
        if isinstance(node, ast.If)
        and ast.unparse(node.test).replace('"', "'")
        in ("__name__ == '__main__'", "'__main__' == __name__")
    ]
    return source.changed(tuple(put(guard, "True") for guard in guards))


def bound_names(statements: list[ast.stmt]) -> set[str]:
    """Return the names that statements bind or take away where they stand."""
    names: set[str] = set()
    waiting: list[ast.AST] = list(statements)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        if not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return names


def function(name: str, code: str, own: set[str]) -> str:
    """Return a function with that body; lines inside a text of several lines stay where they are.

    Names of the notebook, `own`, that the body binds or takes away are global in it, as in a cell.
    """
    code = unguarded(code)
    inside: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.STRING:
            inside |= set(range(token.start[0] + 1, token.end[0] + 1))
    lines = code.strip("\n").split("\n") if code.strip() else ["pass"]
    skipped = len(code) - len(code.lstrip("\n"))
    shown = [
        line if at + skipped in inside or not line.strip() else f"    {line}"
        for at, line in enumerate(lines, 1)
    ]
    body = ast.parse(code).body
    rebound = sorted(bound_names(body) & own)
    head = [f"def {name}():", *([f"    global {', '.join(rebound)}"] if rebound else [])]
    only_comments = not body and bool(code.strip())
    return "\n".join([*head, *shown, *(["    pass"] if only_comments else [])]) + "\n"
