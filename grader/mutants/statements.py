"""Statements that are mistaken: left out, swapped, passed through one thing too many."""

import ast

from grader.sources.trees import names_in, nodes_of

from .scope import Changes, Scope
from .splicing import put


def drop_statements(scope: Scope, node: ast.AST) -> Changes:
    """Leave out a statement, or overwrite where it adds."""
    flow = scope.flows.get(id(node))
    if flow is None:
        return
    target = _bound_name(node)
    is_call = _is_call(node) and "super()" not in ast.unparse(node)
    if isinstance(node, ast.stmt) and (
        is_call or isinstance(node, ast.AugAssign) or target in flow.bound
    ):
        yield "statement dropped", (put(node, "pass"),)
    if isinstance(node, ast.AugAssign):
        text = f"{scope.segment(node.target)} = {scope.segment(node.value)}"
        yield "sum overwritten", (put(node, text),)
    if isinstance(node, ast.Assign) and target in flow.bound & flow.aliases:
        yield "written in place", (put(node.targets[0], f"{target}[...]"),)


def wrap_bound_values(scope: Scope, node: ast.AST) -> Changes:
    """Pass a value that is bound through one thing too many.

    In torch these are values that a module made: what is cut off from no graph is not changed by
    it.
    """
    if not isinstance(node, ast.Assign) or not _bound_name(node) or id(node) in scope.cut_off:
        return
    text = scope.segment(node.value)
    if not scope.torch and isinstance(node.value, ast.BinOp):
        yield "activation added", (put(node.value, f"np.tanh({text})"),)
    if scope.torch and _calls_module(scope, node.value):
        yield "detached", (put(node.value, f"({text}).detach()"),)
        yield "activation added", (put(node.value, f"({text}).tanh()"),)


def wrap_returned_values(scope: Scope, node: ast.AST) -> Changes:
    """Pass a value that is returned through one thing too many."""
    if not isinstance(node, ast.Return) or node.value is None or id(node) in scope.cut_off:
        return
    for part in node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]:
        text = scope.segment(part)
        if not scope.torch:
            yield "rounded", (put(part, f"np.round({text}, 6)"),)
        elif scope.attached - {"self"} or _calls_module(scope, part):
            yield "detached", (put(part, f"({text}).detach()"),)
            yield "activation added", (put(part, f"({text}).softmax(-1)"),)
            yield "rounded", (put(part, f"({text}).round(decimals=4)"),)


def swap_statements(scope: Scope, node: ast.AST) -> Changes:
    """Swap two neighbours whose order matters."""
    flow = scope.flows.get(id(node))
    if flow is None or flow.after is None or not isinstance(node, ast.stmt):
        return
    other = flow.after
    rebound_names = names_in(node, ast.Store) & flow.bound
    rebinds = isinstance(node, ast.Assign) and rebound_names & names_in(other, ast.Load)
    simple = not isinstance(other, ast.For | ast.While | ast.If | ast.With | ast.Return)
    if (_acts(scope, node) and _acts(scope, other)) or (rebinds and simple):
        edits = put(node, scope.segment(other)), put(other, scope.segment(node))
        yield "order swapped", edits


def _bound_name(node: ast.AST) -> str:
    """Return the name that `name = value` binds; empty for any other statement."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _acts(scope: Scope, node: ast.stmt) -> bool:
    """Return whether a statement is a call, other than one that lets a list grow."""
    return _is_call(node) and ".append(" not in scope.segment(node)


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


def _calls_module(scope: Scope, node: ast.AST) -> bool:
    """Return whether a module is called in it.

    A parameter that the function calls, or an attribute of self.
    """
    functions = (call.func for call in nodes_of(node, ast.Call) if call.args)
    owners = (each.value if isinstance(each, ast.Attribute) else each for each in functions)
    return any(isinstance(each, ast.Name) and each.id in scope.attached for each in owners)
