"""Loops that are mistaken: their ends, their direction, what belongs into a round."""

import ast

from grader.sources.trees import names_in, nodes_of

from .scope import Changes, Scope
from .splicing import Edit, put
from .untold import carries

CUTS = {"[:-1]": "loop ends early", "[1:]": "loop begins late", "[::-1]": "loop goes backwards"}


def change_rounds(scope: Scope, node: ast.AST) -> Changes:
    """Leave out the first or the last round of a loop, or go backwards."""
    if not isinstance(node, ast.For | ast.comprehension):
        return
    cuts = list(CUTS)
    if isinstance(node, ast.For) and not carries(node):
        cuts.remove("[::-1]")
    if isinstance(node.target, ast.Name) and node.target.id == "_":
        cuts = ["[:-1]"]
    for cut in cuts:
        yield CUTS[cut], (put(node.iter, f"list({scope.segment(node.iter)}){cut}"),)


def make_too_often(scope: Scope, node: ast.AST) -> Changes:
    """Make anew in each round what is made before the loop."""
    flow = scope.flows.get(id(node))
    if flow is None or not isinstance(node, ast.Assign) or not isinstance(flow.after, ast.For):
        return
    if names_in(node, ast.Store) & names_in(flow.after, ast.Load) and _has_arguments(node.value):
        first = flow.after.body[0]
        start = first.lineno, first.col_offset
        text = f"{scope.segment(node)}\n{' ' * first.col_offset}"
        yield "made anew in each round", (put(node, "pass"), Edit(start, start, text))


def make_too_rarely(scope: Scope, node: ast.AST) -> Changes:
    """Make once before the loop what a round begins with."""
    if id(node) not in scope.flows or not isinstance(node, ast.For):
        return
    loop_names = names_in(node, ast.Store)
    start = node.lineno, node.col_offset
    for statement in node.body:
        bound_names = names_in(statement, ast.Store)
        is_independent = bool(bound_names) and not names_in(statement, ast.Load) & loop_names
        if isinstance(statement, ast.Assign) and is_independent:
            edit_before = Edit(start, start, f"{scope.segment(statement)}\n{' ' * node.col_offset}")
            yield "made once before the loop", (edit_before, put(statement, "pass"))


def _has_arguments(value: ast.expr) -> bool:
    """Return whether it calls something with arguments.

    An array that is not initialised may look right by luck.
    """
    with_arguments = any(call.args or call.keywords for call in nodes_of(value, ast.Call))
    return with_arguments and "empty" not in ast.unparse(value)
