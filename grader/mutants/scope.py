"""A function that is mutated, with what its mutations need to know of it."""

import ast
from collections.abc import Callable, Iterator, Sequence

from grader.nouns import frozen
from grader.sources.trees import names_in, nodes_of, positional_names

from .splicing import Edit, ParsedText
from .untold import ids_not_mutated, inferred_sizes

Change = tuple[str, tuple[Edit, ...]]  # the kind of mistake, and the edits that make it
Changes = Iterator[Change]


@frozen
class Flow:
    """Facts that are known where a statement begins.

    `bound` are names that have a value, `aliases` those that may stand for the caller's own array,
    `after` is the statement that follows in the same block.
    """

    bound: frozenset[str]
    aliases: frozenset[str]
    after: ast.stmt | None


@frozen
class Scope:
    """A function that is mutated.

    `modules` are names of imported modules; `attached` are names whose calls may give tensors of a
    graph, where torch is imported.  Nodes are known by their `id`. Those in `skipped` are left as
    they are. Those in `inferred` are the 1 of a -1 that asks for the size that is left. Those in
    `cut_off` stand under `torch.no_grad()`.
    """

    source: ParsedText
    name: str
    function: ast.FunctionDef
    parameters: tuple[str, ...]
    defaults: dict[str, str]
    modules: frozenset[str]
    torch: bool
    attached: frozenset[str]
    skipped: frozenset[int]
    inferred: frozenset[int]
    cut_off: frozenset[int]
    flows: dict[int, Flow]

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """Return the text of a node."""
        return self.source.segment(node)

    def nodes(self) -> Iterator[ast.AST]:
        """Yield the nodes of the body that may be changed."""
        for statement in self.function.body:
            for node in ast.walk(statement):
                if id(node) not in self.skipped:
                    yield node


Mutation = Callable[[Scope, ast.AST], Iterator[Change]]


def read_scope(source: ParsedText, function: ast.FunctionDef, prefix: str) -> Scope:
    """Return what is known of a function; `prefix` stands before its name."""
    arguments = function.args
    names = positional_names(arguments)
    parameters = tuple(name for name in names if name != "self")
    torch = "torch" in _imported_modules(source.tree).values()
    called = {getattr(call.func, "id", "") for call in nodes_of(function, ast.Call)}
    attached = called & {*parameters} | {"self"}
    return Scope(
        source=source,
        name=prefix + function.name,
        function=function,
        parameters=parameters,
        defaults=_default_texts(source, arguments, names),
        modules=frozenset(_imported_modules(source.tree)),
        torch=torch,
        attached=frozenset(attached if torch else ()),
        skipped=ids_not_mutated(function),
        inferred=inferred_sizes(function),
        cut_off=_ids_without_gradients(source, function),
        flows=_read_flows(function, frozenset(parameters)),
    )


def _default_texts(
    source: ParsedText, arguments: ast.arguments, names: Sequence[str]
) -> dict[str, str]:
    """Return the texts of the parameters' defaults, by name."""
    texts = (source.segment(each) for each in reversed(arguments.defaults))
    defaults = dict(zip(reversed(names), texts, strict=False))
    for keyword, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            defaults[keyword.arg] = source.segment(default)
    return defaults


def _imported_modules(tree: ast.Module) -> dict[str, str]:
    """Return the names that imports bind, each with the first part of its module's name."""
    names: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                module = getattr(node, "module", None) or alias.name
                name = (alias.asname or alias.name).partition(".")[0]
                names[name] = module.partition(".")[0]
    return names


def _ids_without_gradients(source: ParsedText, function: ast.FunctionDef) -> frozenset[int]:
    blocks = [
        node
        for node in nodes_of(function, ast.With)
        if any("no_grad" in source.segment(item.context_expr) for item in node.items)
    ]
    return frozenset(id(node) for block in blocks for node in ast.walk(block))


def _read_flows(function: ast.FunctionDef, parameters: frozenset[str]) -> dict[int, Flow]:
    """Return what is known at each statement, by its id."""
    flows: dict[int, Flow] = {}
    bound = aliases = parameters
    for block in _list_blocks(function):
        for statement, after in zip(block, [*block[1:], None], strict=True):
            flows[id(statement)] = Flow(bound, aliases, after)
            bound |= names_in(statement, ast.Store)
            if isinstance(statement, ast.Assign) and _possible_names(statement.value) & aliases:
                aliases |= names_in(statement, ast.Store)
    return flows


def _list_blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the blocks of a function, outer ones first."""
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block:
            yield block
            for statement in block:
                yield from _list_blocks(statement)


def _possible_names(value: ast.expr) -> set[str]:
    """Return the names whose very object a value may be."""
    if isinstance(value, ast.IfExp):
        return _possible_names(value.body) | _possible_names(value.orelse)
    return {value.id} if isinstance(value, ast.Name) else set()
