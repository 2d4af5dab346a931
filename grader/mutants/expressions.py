"""The small mistakes in an expression, each as the edit that makes it."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from grader.mutants.splicing import Edit, Source, put

Change = tuple[str, tuple[Edit, ...]]

ACTIVATIONS = frozenset(("tanh", "sigmoid", "relu", "softmax", "exp", "log", "sqrt"))
# A name after a dot, and what somebody may take it for.
TAKEN_FOR = {
    "sum": ("mean",), "mean": ("sum",), "max": ("min",), "min": ("max",), "argmax": ("argmin",), "argmin": ("argmax",),
    "zeros": ("ones",), "ones": ("zeros",), "Adam": ("SGD", "AdamW", "Adamax"), "SGD": ("Adam",), "stack": ("cat",),
    "ljust": ("rjust",), "partition": ("rpartition",), "RNN": ("GRU",), "RNNCell": ("GRUCell",), "vstack": ("hstack",),
    "tanh": ("sigmoid",), "cumsum": ("cumprod",),
}  # fmt: skip
CONVERSIONS = frozenset(
    ("__init__", "int", "float", "item", "tolist")
)  # without them the same number comes in another type
REDUCTIONS = frozenset(("sum", "mean", "prod"))  # of these the order does not matter
SYMMETRIC = frozenset(("transpose", "swapaxes", "maximum", "minimum", "isclose"))
OPERATORS = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.MatMult: "*",
    ast.Pow: "*",
    ast.FloorDiv: "/",
}
SIGNS = {
    ast.Sub: "-",
    ast.Div: "/",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
COMPARED = {
    ast.Is: "is not", ast.IsNot: "is", ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=",
    ast.GtE: ">", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip


def expression_edits(
    source: Source, function: ast.FunctionDef, parameters: tuple[str, ...], defaults: dict[str, str]
) -> Iterator[Change]:
    """Every mistake in an expression of the function's body."""
    skipped = _not_mutated(function)
    modules = _modules(source.tree)
    for statement in function.body:
        for node in ast.walk(statement):
            if id(node) in skipped:
                continue
            if isinstance(node, ast.BinOp):
                yield from _operation(source, node)
            elif isinstance(node, ast.Call):
                yield from _call(source, node, modules)
            elif isinstance(node, ast.Attribute):
                yield from _attribute(source, node)
            elif isinstance(node, ast.Constant):
                yield from _constant(node)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                yield from _name(node, parameters, defaults)
            elif isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Load):
                yield from _display(source, node)
            elif isinstance(node, ast.Dict):
                yield from _swapped(source, "values swapped", node.values)
            elif isinstance(node, ast.IfExp):
                yield "condition ignored", (put(node, f"({source.segment(node.body)})"),)
                yield "condition ignored", (put(node, f"({source.segment(node.orelse)})"),)
            elif isinstance(node, ast.Compare) and len(node.ops) == 1:
                yield from _comparison(source, node)
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
                yield "index dropped", (put(node, source.segment(node.value)),)
            elif isinstance(node, ast.For | ast.comprehension):
                yield from _loop(source, node)


def _not_mutated(function: ast.FunctionDef) -> set[int]:
    """Docstrings, annotations, the pieces of an f-string, whose places `ast` does not always know,
    and loops whose order does not matter.
    """
    found: set[int] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            found.update(id(each) for each in ast.walk(node))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in REDUCTIONS
        ):
            found.update(
                id(each)
                for each in ast.walk(node.func.value)
                if isinstance(each, ast.comprehension)
            )
        if isinstance(node, ast.For) and not _carries(node):
            found.add(id(node.iter))
        if isinstance(node, ast.AnnAssign):
            found.update(id(each) for each in ast.walk(node.annotation))
    return found


def _carries(loop: ast.For) -> bool:
    """Whether a round leaves something to the next.

    A name that is bound in it, an item that is set, a list that grows.
    """
    inside = [each for statement in loop.body for each in ast.walk(statement)]
    loops = {
        id(each)
        for inner in inside
        if isinstance(inner, ast.For)
        for each in ast.walk(inner.target)
    }
    return any(
        (
            isinstance(each, ast.Name | ast.Subscript)
            and isinstance(each.ctx, ast.Store)
            and id(each) not in loops
        )
        or (isinstance(each, ast.Attribute) and each.attr in ("append", "extend", "add"))
        for each in inside
    )


def _operation(source: Source, node: ast.BinOp) -> Iterator[Change]:
    left, right = f"({source.segment(node.left)})", f"({source.segment(node.right)})"
    sign = SIGNS.get(type(node.op))
    if sign:
        yield "operands swapped", (put(node, f"{right} {sign} {left}"),)
    yield "term dropped", (put(node, left),)
    yield "term dropped", (put(node, right),)
    if type(node.op) in OPERATORS:
        yield "operator changed", (put(node, f"{left} {OPERATORS[type(node.op)]} {right}"),)
    if isinstance(node.op, ast.MatMult):
        yield "transposed", (put(node.left, f"{left}.T"),)


def _modules(tree: ast.Module) -> set[str]:
    """Names that stand for imported modules."""
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def _call(source: Source, node: ast.Call, modules: set[str]) -> Iterator[Change]:
    plain = [each for each in node.args if not isinstance(each, ast.Starred)]
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    removable = name not in CONVERSIONS and not name[:1].isupper()
    if len(node.args) == len(plain) == 1 and not node.keywords and removable:
        yield "call removed", (put(node, f"({source.segment(node.args[0])})"),)
    owner = (
        source.segment(node.func.value).partition(".")[0]
        if isinstance(node.func, ast.Attribute)
        else "self"
    )
    if isinstance(node.func, ast.Attribute) and owner not in modules | {"self"} and removable:
        yield "call removed", (put(node, f"({source.segment(node.func.value)})"),)
    if name in ACTIVATIONS and len(node.args) == 1:
        yield "call doubled", (put(node.args[0], source.segment(node)),)
    if name not in SYMMETRIC:
        yield from _swapped(source, "arguments swapped", node.args)
    if len(node.args) > 1:
        last, before = node.args[-1], node.args[-2]
        assert before.end_lineno is not None and before.end_col_offset is not None
        assert last.end_lineno is not None and last.end_col_offset is not None
        start, end = (
            (before.end_lineno, before.end_col_offset),
            (last.end_lineno, last.end_col_offset),
        )
        yield "argument left out", (Edit(start, end, ""),)
    for keyword in node.keywords:
        yield "keyword doubled", (put(keyword.value, f"2 * ({source.segment(keyword.value)})"),)
    if name.endswith("Loss") and not node.args and not node.keywords:
        yield "sum for mean", (put(node, f'{source.segment(node.func)}(reduction="sum")'),)


def _attribute(source: Source, node: ast.Attribute) -> Iterator[Change]:
    if node.attr == "T":
        yield "transpose removed", (put(node, source.segment(node.value)),)
    for other in TAKEN_FOR.get(node.attr, ()):
        yield f"{other} for {node.attr}", (put(node, f"{source.segment(node.value)}.{other}"),)


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield "constant changed", (put(node, str(not value)),)
    elif isinstance(value, int):
        yield "off by one", (put(node, str(value + 1)),)
        yield "off by one", (put(node, f"({value - 1})" if value < 1 else str(value - 1)),)
    elif isinstance(value, float):
        yield "constant changed", (put(node, repr(value + 1.0)),)
    elif isinstance(value, str):
        yield "text changed", (put(node, repr("S" if not value else value + "x")),)
        if value:
            yield "text changed", (put(node, repr("")),)


def _name(
    node: ast.Name, parameters: tuple[str, ...], defaults: dict[str, str]
) -> Iterator[Change]:
    if node.id not in parameters:
        return
    if node.id in defaults:
        yield "argument ignored", (put(node, defaults[node.id]),)
    if len(parameters) > 1:
        other = parameters[(parameters.index(node.id) + 1) % len(parameters)]
        yield "another argument", (put(node, other),)


def _display(source: Source, node: ast.Tuple | ast.List) -> Iterator[Change]:
    yield from _swapped(source, "items swapped", node.elts)
    if len(node.elts) > 1:
        first, second = node.elts[0], node.elts[1]
        yield (
            "item dropped",
            (Edit((first.lineno, first.col_offset), (second.lineno, second.col_offset), ""),),
        )


def _swapped(source: Source, kind: str, items: list[ast.expr]) -> Iterator[Change]:
    """Each item with the one after it."""
    for one, other in itertools.pairwise(items):
        yield kind, (put(one, source.segment(other)), put(other, source.segment(one)))


def _comparison(source: Source, node: ast.Compare) -> Iterator[Change]:
    sign = COMPARED[type(node.ops[0])]
    left, right = source.segment(node.left), source.segment(node.comparators[0])
    yield "condition changed", (put(node, f"{left} {sign} {right}"),)


def _loop(source: Source, node: ast.For | ast.comprehension) -> Iterator[Change]:
    whole = source.segment(node.iter)
    ordered = isinstance(node, ast.comprehension) or _carries(node)
    cuts = ["[:-1]", "[1:]", "[::-1]"] if ordered else ["[:-1]", "[1:]"]
    if isinstance(node.target, ast.Name) and node.target.id == "_":
        cuts = ["[:-1]"]
    for cut in cuts:
        yield (
            "loop "
            + {"[:-1]": "ends early", "[1:]": "begins late", "[::-1]": "goes backwards"}[cut],
            (put(node.iter, f"list({whole}){cut}"),),
        )
