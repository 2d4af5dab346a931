"""Which names a top-level statement binds and which it uses, read from its syntax tree."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator


def bound_names(statement: ast.stmt) -> set[str]:
    """Names that running `statement` at module level makes or changes:

    `x = …`, `def x`, `x[0] = …`, `x.append(…)`.

    A star import binds `*`.
    """
    found: set[str] = set()
    for node in _module_level(statement):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            found.add(node.id)
        elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(
            node.ctx, ast.Store | ast.Del
        ):
            found.update(_root(node))
        elif (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
        ):
            found.update(_root(node.value.func))
    return found


def used_names(statement: ast.stmt) -> set[str]:
    """Global names that `statement`, or a function in it once it is called, looks up."""
    try:
        table = symtable.symtable(ast.unparse(statement), "<statement>", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return set(_globals(table, top=True))


def _globals(table: symtable.SymbolTable, *, top: bool) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child, top=False)


def _module_level(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement that run at module level.

    Not the bodies of functions, classes and lambdas.
    """
    yield statement
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    pending = list(ast.iter_child_nodes(statement))
    while pending:
        node = pending.pop()
        yield node
        if isinstance(
            node,
            ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.comprehension,
        ):
            continue
        pending.extend(ast.iter_child_nodes(node))


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def dotted(node: ast.expr) -> tuple[str, ...] | None:
    """`a.b.c` as a tuple of its parts; None for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return tuple(reversed(parts))


def defined_names(statements: list[ast.stmt]) -> dict[str, int]:
    """The names that module-level statements bind, with the line of the last binding."""
    lines: dict[str, int] = {}
    for statement in statements:
        for name in bound_names(statement):
            lines[name] = statement.lineno
    return lines


def is_unfilled(statements: list[ast.stmt], names: tuple[str, ...]) -> bool:
    """Whether every one of `names` is still a stub.

    Its function, or a method of its class, only raises NotImplementedError.
    """
    definitions = {
        node.name: node
        for node in statements
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    return bool(names) and all(
        name in definitions and _only_raises(definitions[name]) for name in names
    )


def _only_raises(node: ast.stmt) -> bool:
    if isinstance(node, ast.ClassDef):
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
        return any(_only_raises(method) for method in methods)
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    raised = body[0].exc if len(body) == 1 and isinstance(body[0], ast.Raise) else None
    if isinstance(raised, ast.Call):
        raised = raised.func
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
