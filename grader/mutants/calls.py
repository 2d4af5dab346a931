"""Calls that are mistaken: left out, doubled, with other arguments."""

import ast

from grader.sources.trees import called_name

from .scope import Changes, Scope
from .splicing import Edit, put, span, swap_neighbours

# Twice is not the same as once; so relu is not here.
ACTIVATIONS = frozenset(("tanh", "sigmoid", "softmax", "exp", "log", "sqrt"))
# Without these the same number comes in another type.
CONVERSIONS = frozenset(("__init__", "int", "float", "item", "tolist"))
SYMMETRIC = frozenset(
    ("transpose", "swapaxes", "maximum", "minimum", "isclose", "mse_loss", "l1_loss")
)


def remove_calls(scope: Scope, node: ast.AST) -> Changes:
    """Put the argument, or the object, where `f(x)` or `x.f()` stands."""
    name = called_name(node)
    if not isinstance(node, ast.Call) or name in CONVERSIONS or name[:1].isupper():
        return
    if len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred):
        yield "call removed", (put(node, f"({scope.segment(node.args[0])})"),)
    if isinstance(node.func, ast.Attribute):
        owner = scope.segment(node.func.value)
        if owner.partition(".")[0] not in scope.modules | {"self"}:
            yield "call removed", (put(node, f"({owner})"),)


def double_activations(scope: Scope, node: ast.AST) -> Changes:
    """Apply an activation to what it gives."""
    if isinstance(node, ast.Call) and called_name(node) in ACTIVATIONS and len(node.args) == 1:
        yield "call doubled", (put(node.args[0], scope.segment(node)),)


def mistake_arguments(scope: Scope, node: ast.AST) -> Changes:
    """Swap the arguments of a call, leave out the last one, double a keyword's value."""
    if not isinstance(node, ast.Call):
        return
    if called_name(node) not in SYMMETRIC:
        yield from swap_neighbours(scope.source, "arguments swapped", node.args)
    if len(node.args) > 1:
        (_, start), (_, end) = span(node.args[-2]), span(node.args[-1])
        yield "argument left out", (Edit(start, end, ""),)
    for keyword in node.keywords:
        if _can_double(keyword.value):
            text = f"2 * ({scope.segment(keyword.value)})"
            yield "keyword doubled", (put(keyword.value, text),)


def sum_losses(scope: Scope, node: ast.AST) -> Changes:
    """Sum a loss instead of averaging it."""
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return
    if called_name(node).endswith("Loss"):
        yield "sum for mean", (put(node, f'{scope.segment(node.func)}(reduction="sum")'),)


def _can_double(value: ast.expr) -> bool:
    """Return whether twice the value is another one: not of zero, true or false."""
    if isinstance(value, ast.UnaryOp):
        return not isinstance(value.op, ast.Not) and _can_double(value.operand)
    if isinstance(value, ast.Constant):
        return not isinstance(value.value, bool) and bool(value.value)
    return not isinstance(value, ast.Compare | ast.BoolOp)
