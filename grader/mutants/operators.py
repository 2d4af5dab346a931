"""Operators that are mistaken: operands swapped, terms dropped, conditions turned round."""

import ast

from .scope import Changes, Scope
from .splicing import put

MISTAKEN_FOR = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.MatMult: "*",
    ast.Pow: "*",
    ast.FloorDiv: "/",
}
# Operators whose operands' order matters.
SIGNS = {
    ast.Sub: "-",
    ast.Div: "/",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
COMPARED = {
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
}


def change_operations(scope: Scope, node: ast.AST) -> Changes:
    """Swap, drop or mistake an operand or the operator of `a + b`."""
    if not isinstance(node, ast.BinOp):
        return
    left, right = f"({scope.segment(node.left)})", f"({scope.segment(node.right)})"
    sign, mistaken = SIGNS.get(type(node.op)), MISTAKEN_FOR.get(type(node.op))
    if sign:
        yield "operands swapped", (put(node, f"{right} {sign} {left}"),)
    yield "term dropped", (put(node, left),)
    yield "term dropped", (put(node, right),)
    if mistaken:
        yield "operator changed", (put(node, f"{left} {mistaken} {right}"),)
    if isinstance(node.op, ast.MatMult):
        yield "transposed", (put(node.left, f"{left}.T"),)


def change_conditions(scope: Scope, node: ast.AST) -> Changes:
    """Turn a comparison round, or ignore the condition of `a if c else b`."""
    if isinstance(node, ast.IfExp):
        yield "condition ignored", (put(node, f"({scope.segment(node.body)})"),)
        yield "condition ignored", (put(node, f"({scope.segment(node.orelse)})"),)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = scope.segment(node.left), scope.segment(node.comparators[0])
        yield "condition changed", (put(node, f"{left} {COMPARED[type(node.ops[0])]} {right}"),)
