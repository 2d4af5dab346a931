"""What makes code hard to read, measured: branches, nesting, lines."""

from __future__ import annotations

import ast
from pathlib import Path

# A function may have so much of each; a module so many lines.
COMPLEXITY, NESTING, FUNCTION_LINES, MODULE_LINES = 10, 4, 40, 300
NESTS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def nesting(function: Function) -> int:
    """Return how many blocks stand in each other at the deepest place.

    `elif` is no deeper than `if`.
    """
    return max((_depth(child, 0) for child in function.body), default=0)


def _depth(node: ast.AST, above: int) -> int:
    here = above + isinstance(node, NESTS)
    deepest = here
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deepest = max(deepest, _depth(child, above if is_elif else here))
    return deepest


def functions(module: ast.Module) -> list[tuple[str, Function]]:
    """Return each function with its name inside the module, as `Class.method`."""
    listed: list[tuple[str, Function]] = []

    def visit(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                listed.append((prefix + child.name, child))
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                visit(child, f"{prefix}{child.name}.")
            else:
                visit(child, prefix)

    visit(module, "")
    return listed


def complexity(function: Function) -> int:
    """Return the number of ways through a function, as radon counts them.

    Every branch counts, also `and`, `or`, a conditional expression, a comprehension and its
    conditions: ruff's C901 leaves these out, and they are what dense code is made of.
    A function inside the function has a number of its own.
    """
    return 1 + sum(_ways(statement) for statement in function.body)


def _ways(node: ast.AST) -> int:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return 0
    return _branches(node) + sum(_ways(child) for child in ast.iter_child_nodes(node))


def _branches(node: ast.AST) -> int:
    match node:
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.Try():
            return len(node.handlers) + bool(node.orelse)
        case ast.For() | ast.AsyncFor() | ast.While():
            return 1 + bool(node.orelse)
        case ast.Match():
            return sum(not _takes_all(case) for case in node.cases)
        case ast.If() | ast.IfExp() | ast.Assert():
            return 1
        case _:
            return 0


def _takes_all(case: ast.match_case) -> bool:
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None


def too_much(package: Path) -> dict[str, str]:
    """Return what is above a limit: `room/module.py::function` and how much it has of what."""
    above: dict[str, str] = {}
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(package).as_posix()
        if text.count("\n") > MODULE_LINES:
            above[name] = f"{text.count(chr(10))} lines"
        for function_name, function in functions(ast.parse(text)):
            assert function.end_lineno is not None
            lines = function.end_lineno - function.lineno + 1
            measured = {
                "complexity": (complexity(function), COMPLEXITY),
                "nesting": (nesting(function), NESTING),
                "lines": (lines, FUNCTION_LINES),
            }
            over = [f"{what} {value}" for what, (value, most) in measured.items() if value > most]
            if over:
                above[f"{name}::{function_name}"] = ", ".join(over)
    return above
