"""Finding out whose fault an exception is that a check's own code raised.

A check is proved while it is recorded: with answers of the right structure its code runs to its
end, whatever the numbers are.  So what it raises while it handles a value of the student's, when it
unpacks it, indexes it or computes with it, comes from that value.  Everything else is the course's.

Which expressions handle a value of the student's is read off the check's text: those that name
`student`, or a name that was made from such an expression.
"""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, TracebackType

from grader.sources.trees import names_in, nodes_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
# These say that a name is misspelt or a module missing, which no answer brings about.
OF_THE_CHECK = (NameError, ImportError, SyntaxError)


def handles_student_value(raised: BaseException, check_file: Path) -> bool:
    """Return whether a check's code raised this while it handled a value of the student's."""
    entries = [
        entry
        for entry in _traceback_entries(raised.__traceback__)
        if entry.tb_frame.f_code.co_filename == str(check_file)
    ]
    if not entries or isinstance(raised, OF_THE_CHECK):
        return False
    tree = _parse_file(check_file)
    innermost = _position_of(entries[-1])
    if any(_covers(node, innermost) for node in nodes_of(tree, ast.Raise)):
        return False  # the check says `raise` itself: a slip, or a word to its author
    outermost = _position_of(entries[0])
    function = _function_at(tree, entries[0].tb_frame.f_code)
    if function is None:
        return False
    return bool(_names_at(function, outermost) & tainted_names(function))


def tainted_names(function: Function) -> set[str]:
    """Return the names in a check that can hold a value of the student's.

    Whatever is bound to an expression with such a name holds one too.  The order of statements does
    not matter: a name is never cleaned again.
    """
    tainted = {"student"}
    inner = {node.name for node in nodes_of(function, ast.FunctionDef) if node is not function}
    bound_names = names_in(function, ast.Store) | inner
    while True:
        count_before = len(tainted)
        for node in ast.walk(function):
            for target, source in _find_flows(node):
                if names_in(source) & tainted:
                    tainted |= (
                        names_in(target) & bound_names
                    )  # never `np` or `compare`, which are given
        if len(tainted) == count_before:
            return tainted


def _find_flows(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield (what is bound or changed, what it is made from) for one node."""
    match node:
        case ast.Assign():
            for target in node.targets:
                yield from _pair_items(target, node.value)
        case ast.AugAssign() | ast.NamedExpr():
            yield node.target, node.value
        case ast.AnnAssign(value=ast.expr() as value):
            yield node.target, value
        case ast.For() | ast.comprehension():
            yield node.target, node.iter
        case ast.withitem(optional_vars=ast.expr() as target):
            yield target, node.context_expr
        case ast.Call(func=ast.Attribute(value=ast.Name() as owner)):
            yield owner, node  # seen.append(got) changes `seen`
        case ast.FunctionDef():
            for statement in node.body:
                yield ast.Name(id=node.name, ctx=ast.Store()), statement


def _pair_items(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield the items of two tuples one by one, so that the reference's stay the reference's."""
    sequence = ast.Tuple | ast.List
    if isinstance(target, sequence) and isinstance(value, sequence):
        starred = any(isinstance(item, ast.Starred) for item in (*target.elts, *value.elts))
        if not starred and len(target.elts) == len(value.elts):
            for item_target, item_value in zip(target.elts, value.elts, strict=True):
                yield from _pair_items(item_target, item_value)
            return
    yield target, value


Position = tuple[int, int, int, int]  # first line, first column, last line, last column


def _names_at(function: Function, position: Position) -> set[str]:
    """Return the names in the smallest piece of a function that holds a position."""
    holding = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.expr | ast.stmt) and _covers(node, position)
    ]
    return names_in(holding[-1]) if holding else set()


def _covers(node: ast.expr | ast.stmt, position: Position) -> bool:
    first_line, first_column, last_line, last_column = position
    end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= (first_line, first_column) and end >= (
        last_line,
        last_column,
    )


def _function_at(tree: ast.Module, code: CodeType) -> Function | None:
    """Return the function of a code object; decorators stand above its line."""
    for node in tree.body:
        if isinstance(node, Function) and node.name == code.co_name:
            return node
    return None


def _position_of(entry: TracebackType) -> Position:
    """Return what of the text was at work in a traceback's entry."""
    positions = list(entry.tb_frame.f_code.co_positions())
    line, end_line, column, end_column = positions[entry.tb_lasti // 2]
    first = line or entry.tb_lineno
    if column is None or end_column is None or end_line is None:
        return first, 0, first, 0
    return first, column, end_line, end_column


def _traceback_entries(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


@functools.lru_cache(maxsize=64)
def _parse_file(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
