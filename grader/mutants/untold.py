"""Places whose change nothing could tell, or no check should ask for: they are left as they are."""

import ast
from collections.abc import Iterator

from grader.sources.trees import called_name, nodes_of

REDUCTIONS = frozenset(("sum", "mean", "prod"))  # of these the order does not matter
WARNINGS = frozenset(("warn", "warning", "fail"))  # their texts are for people
GROWS = frozenset(("append", "extend", "add"))


def ids_not_mutated(function: ast.FunctionDef) -> frozenset[int]:
    """Return the ids of the nodes of a function that are left as they are."""
    return frozenset(id(node) for each in ast.walk(function) for node in _list_left_alone(each))


def _list_left_alone(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node keeps.

    Docstrings, annotations, texts of exceptions and warnings, loops whose order does not matter,
    and the pieces of an f-string, whose places `ast` does not always know.
    """
    match node:
        case ast.Expr(value=ast.Constant() as docstring):
            yield docstring
        case ast.JoinedStr():
            yield from ast.walk(node)
        case ast.AnnAssign():
            yield from ast.walk(node.annotation)
        case ast.For() if not carries(node):
            yield node.iter
        case ast.Raise(exc=ast.Call() as message) | ast.Assert(msg=ast.expr() as message):
            yield from ast.walk(message)
        case ast.Call() if called_name(node) in WARNINGS:
            for text in node.args:
                yield from ast.walk(text)
        case ast.Call() if called_name(node) in REDUCTIONS:
            for part in (node.func, *node.args):
                yield from nodes_of(part, ast.comprehension)


def inferred_sizes(function: ast.FunctionDef) -> frozenset[int]:
    """Return the ids of each 1 of a -1 in a call of `reshape`.

    There every negative number asks for the size that is left.
    """
    calls = nodes_of(function, ast.Call)
    return frozenset(
        id(each.operand)
        for call in calls
        if called_name(call) == "reshape"
        for each in nodes_of(call, ast.UnaryOp)
        if isinstance(each.op, ast.USub)
    )


def carries(loop: ast.For) -> bool:
    """Return whether a round leaves something to the next.

    A name that is bound in it, an item that is set, a list that grows.
    """
    inside = [each for statement in loop.body for each in ast.walk(statement)]
    counters = {
        id(each)
        for inner in inside
        if isinstance(inner, ast.For)
        for each in ast.walk(inner.target)
    }
    return any(_leaves_something(each) for each in inside if id(each) not in counters)


def _leaves_something(node: ast.AST) -> bool:
    match node:
        case ast.Name(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
            return True
        case ast.Attribute(attr=name):
            return name in GROWS
    return False
