"""Which names a top-level statement binds, changes and uses, read from its syntax tree."""

import ast
import re
import symtable
from collections.abc import Iterable, Iterator

from .text import Source

# In a text that is not Python: `def f`, `class C`, `x = …` at the start of a line.
_DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.MULTILINE)
# Calls of a library that change how everything after them runs.
_SETTING = re.compile(r"set_\w+|(?:manual_)?seed|seterr|use_deterministic_algorithms")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Binding = Definition | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom


def bound_names(statement: ast.stmt, imported: frozenset[str] = frozenset()) -> set[str]:
    """Return the names that running `statement` at module level makes or changes.

    `x = …`, `def x`, `x[0] = …`, `x.append(…)`, `@add_to_class(x)`.  A star import binds `*`.

    The names in `imported` are libraries.  A statement that only calls something of a library
    (`np.save(…)`, `nn.init.ones_(w)`) does not bind the library's name: else every line of a demo
    would be a part of every function that uses the library.  A setting (`torch.manual_seed(0)`)
    does.
    """
    bound: set[str] = set()
    for node in _module_level_nodes(statement):
        changed = _names_changed_by(node)
        bound |= _names_made_by(node) | (changed if _is_setting(node) else changed - imported)
    return bound


def changed_names(statement: ast.stmt) -> set[str]:
    """Return the names whose object `statement` changes: `x[0] = …`, `@add_to_class(x)`."""
    return set().union(*map(_names_changed_by, _module_level_nodes(statement)))


def rebound_names(statement: ast.stmt) -> set[str]:
    """Return the names that `statement` makes anew from what they stood for.

    `class Model(Model)`, `f = cache(f)`.
    """
    parts = [*_module_level_nodes(statement)]
    made_names: set[str] = set().union(*map(_names_made_by, parts))
    if isinstance(statement, ast.ClassDef):
        outside = [*statement.bases, *statement.decorator_list]
        parts += [part for each in outside for part in ast.walk(each)]
    return made_names & {
        part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
    }


def kept_names(statement: ast.stmt) -> set[str]:
    """Return the names whose present values a statement may keep under another name.

    `old = f`, `registry.append(f)`, `def g(x, h=f)`, but not the body of a function: it looks a
    name up when it is called.
    """
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        defaults = [*statement.args.defaults, *filter(None, statement.args.kw_defaults)]
        nodes = [part for each in statement.decorator_list + defaults for part in ast.walk(each)]
        return {node.id for node in nodes if isinstance(node, ast.Name)}
    if isinstance(statement, ast.Expr) and not bound_names(statement):
        return set()
    return used_names(statement)


def _names_made_by(node: ast.AST) -> set[str]:
    """Return the names that a node gives a new value."""
    if isinstance(node, Definition):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return imported_names(node)
    return {node.id} if isinstance(node, ast.Name) and _is_stored(node) else set()


def _names_changed_by(node: ast.AST) -> set[str]:
    """Return the names whose object a node changes: `x[0] = 1`, `x.append(1)`, `setattr(x, …)`."""
    if isinstance(node, Definition):
        return _names_changed_by_decorators(node)
    if isinstance(node, ast.Subscript | ast.Attribute) and _is_stored(node):
        return _root_name(node)
    match _bare_call(node):
        case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[first, *_]):
            return _root_name(first)
        case ast.Call(func=ast.Attribute() as function):
            return _root_name(function)
    return set()


def _bare_call(node: ast.AST) -> ast.Call | None:
    """Return the call that a statement is; None for any other node."""
    match node:
        case ast.Expr(value=ast.Call() as call):
            return call
    return None


def imported_names(statement: ast.Import | ast.ImportFrom) -> set[str]:
    """Return the names that an import binds."""
    return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}


def names_only_imported(statements: Iterable[ast.stmt]) -> frozenset[str]:
    """Return the names that imports bind and nothing else does."""
    imported: set[str] = set()
    other: set[str] = set()
    for statement in statements:
        for node in _module_level_nodes(statement):
            by_import = isinstance(node, ast.Import | ast.ImportFrom)
            (imported if by_import else other).update(_names_made_by(node))
    return frozenset(imported - other)


def names_filled_by_library(statement: ast.stmt, imported: frozenset[str]) -> set[str]:
    """Return the names that a call of a library may fill or change.

    `w` in `nn.init.ones_(w)` and in `random.shuffle(w)`.
    """
    call = _bare_call(statement)
    if call is None or not isinstance(call.func, ast.Attribute):
        return set()
    filled: set[str] = set().union(*map(_root_name, call.args))
    return filled - imported if _root_name(call.func) & imported else set()


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Subscript | ast.Attribute) and isinstance(
        node.ctx, ast.Store | ast.Del
    )


def _names_changed_by_decorators(node: Definition) -> set[str]:
    """Return the names that a definition is added to.

    `@add_to_class(Model)` gives Model a method, `@run.register` adds a case to run.
    """
    changed: set[str] = set()
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call):
            changed.update(*map(_root_name, decorator.args))
            decorator = decorator.func
        if isinstance(decorator, ast.Attribute):
            changed |= _root_name(decorator)
    return changed


def _is_setting(node: ast.AST) -> bool:
    """Return whether a node changes a library for all that follows.

    `torch.set_default_dtype(…)`, `np.random.seed(0)`, `torch.backends.cudnn.benchmark = False`.
    """
    if isinstance(node, ast.Attribute | ast.Subscript):
        return _is_stored(node)
    call = _bare_call(node)
    function = call.func if call is not None else None
    return isinstance(function, ast.Attribute) and bool(_SETTING.fullmatch(function.attr))


def used_names(statement: ast.stmt) -> set[str]:
    """Return the global names that `statement`, or a function in it once it is called, looks up."""
    try:
        table = symtable.symtable(ast.unparse(statement), "<statement>", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return set(_global_names(table, top=True))


def _global_names(table: symtable.SymbolTable, *, top: bool) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _global_names(child, top=False)


def _module_level_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield the nodes of a statement that run at module level.

    Not the bodies of functions, classes and lambdas.
    """
    yield statement
    if isinstance(statement, Definition):
        return
    pending = list(ast.iter_child_nodes(statement))
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, Definition | ast.Lambda | ast.comprehension):
            continue
        pending.extend(ast.iter_child_nodes(node))


def _root_name(node: ast.AST) -> set[str]:
    """Return `a` of `a`, `a.b[0].c` and the like; nothing of anything else."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def dotted_parts(node: ast.expr) -> tuple[str, ...] | None:
    """Return `a.b.c` as a tuple of its parts; None for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return tuple(reversed(parts))


def defined_names(statements: list[ast.stmt]) -> dict[str, int]:
    """Return the names that module-level statements bind, with the line of the last binding.

    A line that only changes what a name stands for counts where no other does.
    """
    lines: dict[str, int] = {}
    for statement in statements:
        for node in _module_level_nodes(statement):
            lines.update(dict.fromkeys(_names_made_by(node), statement.lineno))
            for name in _names_changed_by(node):
                lines.setdefault(name, statement.lineno)
    return lines


def names_in(source: Source) -> set[str]:
    """Return the names that a source defines.

    Of a text that is not Python, those that it seems to define: somebody wrote them all the same.
    """
    if source.error is not None:
        return {name for pair in _DEFINED.findall(source.text) for name in pair if name}
    return {
        name
        for statement in source.statements
        if isinstance(statement, _Binding)
        for node in _module_level_nodes(statement)
        for name in _names_made_by(node)
    }
