"""Values that are mistaken: constants, names, attributes, items and their order."""

import ast

from .scope import Changes, Scope
from .splicing import Edit, put, span, swap_neighbours

# A name after a dot, and what somebody may take it for.
TAKEN_FOR = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "Adam": ("SGD", "AdamW", "Adamax"),
    "SGD": ("Adam",),
    "stack": ("cat",),
    "ljust": ("rjust",),
    "partition": ("rpartition",),
    "RNN": ("GRU",),
    "RNNCell": ("GRUCell",),
    "vstack": ("hstack",),
    "tanh": ("sigmoid",),
    "cumsum": ("cumprod",),
}


def change_constants(scope: Scope, node: ast.AST) -> Changes:
    """Change a number by one, a truth value, a text."""
    if not isinstance(node, ast.Constant):
        return
    for kind, text in _other_constants(node.value):
        if id(node) in scope.inferred and text == "2":
            continue
        yield kind, (put(node, text),)


def _other_constants(value: object) -> list[tuple[str, str]]:
    """Return what a constant may be mistaken for, each with the kind of mistake."""
    match value:
        case bool():
            return [("constant changed", str(not value))]
        case int():
            smaller = f"({value - 1})" if value < 1 else str(value - 1)
            return [("off by one", str(value + 1)), ("off by one", smaller)]
        case float():
            return [("constant changed", repr(value + 1.0))]
        case "":
            return [("text changed", repr("S"))]
        case str():
            return [("text changed", repr(text)) for text in (value + "x", "")]
    return []


def change_names(scope: Scope, node: ast.AST) -> Changes:
    """Ignore an argument where it has a default, or take the one after it."""
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    if node.id not in scope.parameters:
        return
    if node.id in scope.defaults:
        yield "argument ignored", (put(node, scope.defaults[node.id]),)
    if len(scope.parameters) > 1:
        after = scope.parameters.index(node.id) + 1
        other = scope.parameters[after % len(scope.parameters)]
        yield "another argument", (put(node, other),)


def change_attributes(scope: Scope, node: ast.AST) -> Changes:
    """Take a name after a dot for another one, or leave out a transpose."""
    if not isinstance(node, ast.Attribute):
        return
    if node.attr == "T":
        yield "transpose removed", (put(node, scope.segment(node.value)),)
    for other in TAKEN_FOR.get(node.attr, ()):
        yield f"{other} for {node.attr}", (put(node, f"{scope.segment(node.value)}.{other}"),)


def change_items(scope: Scope, node: ast.AST) -> Changes:
    """Swap the items of a tuple, a list or a dict, or drop the first; drop an index."""
    if isinstance(node, ast.Dict):
        yield from swap_neighbours(scope.source, "values swapped", node.values)
    if not isinstance(getattr(node, "ctx", None), ast.Load):
        return
    if isinstance(node, ast.Subscript):
        yield "index dropped", (put(node, scope.segment(node.value)),)
    if isinstance(node, ast.Tuple | ast.List):
        yield from swap_neighbours(scope.source, "items swapped", node.elts)
        if len(node.elts) > 1:
            (start, _), (end, _) = span(node.elts[0]), span(node.elts[1])
            yield "item dropped", (Edit(start, end, ""),)
