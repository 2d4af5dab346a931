"""The small mistakes in the order and the presence of statements, each as the edits that make it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.splicing import Edit, Source, put

Change = tuple[str, tuple[Edit, ...]]


def statement_edits(
    source: Source, function: ast.FunctionDef, parameters: tuple[str, ...]
) -> Iterator[Change]:
    """Every mistake in a statement of the function's body."""
    torch = _imports(source.tree, "torch")
    attached = {name for name in parameters if torch and name in _called(function)} | (
        {"self"} if torch else set()
    )
    bound = set(parameters)
    aliases = set(parameters)  # names that may stand for the caller's own array
    cut_off = {
        id(each)
        for node in ast.walk(function)
        if _without_gradients(source, node)
        for each in ast.walk(node)
    }
    for body in _bodies(function):
        for at, statement in enumerate(body):
            after = body[at + 1] if at + 1 < len(body) else None
            yield from _one(source, statement, bound, aliases)
            if id(statement) not in cut_off:
                yield from _values(source, statement, attached, numpy=not torch)
            if after is not None:
                yield from _pair(source, statement, after, bound)
            if isinstance(statement, ast.For):
                yield from _out_of(source, statement)
            bound |= _writes(statement)
            if isinstance(statement, ast.Assign) and _may_be(statement.value) & aliases:
                aliases |= _writes(statement)


def _imports(tree: ast.Module, module: str) -> bool:
    return any(
        alias.name == module
        for node in tree.body
        if isinstance(node, ast.Import)
        for alias in node.names
    )


def _called(function: ast.FunctionDef) -> set[str]:
    """Names that the function calls."""
    return {
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def _without_gradients(source: Source, node: ast.AST) -> bool:
    return isinstance(node, ast.With) and any(
        "no_grad" in source.segment(item.context_expr) for item in node.items
    )


def _calls_module(node: ast.AST, attached: set[str]) -> bool:
    """Whether a module is called in it.

    A parameter that the function calls, or an attribute of self.
    """
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and each.args:
            name = each.func.value if isinstance(each.func, ast.Attribute) else each.func
            if isinstance(name, ast.Name) and name.id in attached:
                return True
    return False


def _bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The blocks of a function, outer ones first."""
    for name in ("body", "orelse"):
        body = getattr(node, name, None)
        if isinstance(body, list) and body:
            yield body
            for statement in body:
                yield from _bodies(statement)


def _one(source: Source, node: ast.stmt, bound: set[str], aliases: set[str]) -> Iterator[Change]:
    """A statement that is left out, or writes where it should not."""
    if (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and "super()" not in source.segment(node)
    ):
        yield "statement dropped", (put(node, "pass"),)
    if isinstance(node, ast.AugAssign):
        yield "statement dropped", (put(node, "pass"),)
        yield (
            "sum overwritten",
            (put(node, f"{source.segment(node.target)} = {source.segment(node.value)}"),),
        )
    if (
        isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
    ):
        name = node.targets[0].id
        if name in bound:
            yield "statement dropped", (put(node, "pass"),)
        if name in bound & aliases:
            yield "written in place", (put(node.targets[0], f"{name}[...]"),)


def _values(source: Source, node: ast.stmt, attached: set[str], *, numpy: bool) -> Iterator[Change]:
    """A value that is bound or returned, passed through one thing too many.

    In torch these are values that a module made: what is cut off from no graph is not changed by
    it.
    """
    if (
        isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
    ):
        value = node.value
        text = source.segment(value)
        if numpy and isinstance(value, ast.BinOp):
            yield "activation added", (put(value, f"np.tanh({text})"),)
        if not numpy and _calls_module(value, attached):
            yield "detached", (put(value, f"({text}).detach()"),)
            yield "activation added", (put(value, f"({text}).tanh()"),)
    if isinstance(node, ast.Return) and node.value is not None:
        parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        for part in parts:
            text = source.segment(part)
            if numpy:
                yield "rounded", (put(part, f"np.round({text}, 6)"),)
            elif attached - {"self"} or _calls_module(part, attached):
                yield "detached", (put(part, f"({text}).detach()"),)
                yield "activation added", (put(part, f"({text}).softmax(-1)"),)
                yield "rounded", (put(part, f"({text}).round(decimals=4)"),)


def _pair(source: Source, one: ast.stmt, other: ast.stmt, bound: set[str]) -> Iterator[Change]:
    """Two neighbours in the wrong order, and what is made before a loop made anew in each round."""
    calls = [
        each
        for each in (one, other)
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Call)
    ]
    appends = [each for each in calls if ".append(" in source.segment(each)]
    rebinds = isinstance(one, ast.Assign) and _writes(one) & bound & _reads(other)
    simple = not isinstance(other, ast.For | ast.While | ast.If | ast.With | ast.Return)
    if (len(calls) == 2 and not appends) or (rebinds and simple):
        yield "order swapped", (put(one, source.segment(other)), put(other, source.segment(one)))
    looped = (
        isinstance(one, ast.Assign) and isinstance(other, ast.For) and _writes(one) & _reads(other)
    )
    if (
        looped
        and isinstance(one, ast.Assign)
        and isinstance(other, ast.For)
        and _has_arguments(one.value)
    ):
        indent = " " * other.body[0].col_offset
        start = other.body[0].lineno, other.body[0].col_offset
        yield (
            "made anew in each round",
            (put(one, "pass"), Edit(start, start, f"{source.segment(one)}\n{indent}")),
        )


def _has_arguments(value: ast.expr) -> bool:
    """Whether it calls something with arguments.

    An array that is not initialised may look right by luck.
    """
    if "empty" in ast.unparse(value):
        return False
    return any(
        isinstance(node, ast.Call) and (node.args or node.keywords) for node in ast.walk(value)
    )


def _out_of(source: Source, loop: ast.For) -> Iterator[Change]:
    """What a round begins with, made once before the loop."""
    made = {name for each in (loop, *loop.body) for name in _writes(each)}
    for statement in loop.body:
        if (
            isinstance(statement, ast.Assign)
            and not _reads(statement) & made
            and _writes(statement)
        ):
            start = loop.lineno, loop.col_offset
            indent = " " * loop.col_offset
            yield (
                "made once before the loop",
                (
                    Edit(start, start, f"{source.segment(statement)}\n{indent}"),
                    put(statement, "pass"),
                ),
            )


def _may_be(value: ast.expr) -> set[str]:
    """Names whose very object a value may be."""
    if isinstance(value, ast.IfExp):
        return _may_be(value.body) | _may_be(value.orelse)
    return {value.id} if isinstance(value, ast.Name) else set()


def _writes(node: ast.stmt) -> set[str]:
    """Names that a statement binds."""
    return {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }


def _reads(node: ast.stmt) -> set[str]:
    """Names that a statement reads."""
    return {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }
