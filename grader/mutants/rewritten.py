"""The same function written another way: honest work that every check must pass.

Each way is tried only where it applies, and where the file shows that nothing else changes by it.
A new way is one function here, in `rewritten_layers` or in `wrapped`, and one line in WAYS.
"""

import ast
from collections.abc import Callable, Iterator

from grader.nouns import noun
from grader.sources.trees import nodes_of

from . import rewritten_layers, wrapped
from .written import Rewritten, Written

Way = Callable[[Written], Rewritten]


@noun
class Rewriting:
    """A reference file written another way: the kind, what was done where, and its text."""

    kind: str
    said: str
    text: str


def import_unused(written: Written) -> Rewritten:
    """Import the other library and do nothing with it, as a cell above it may have done."""
    other = "import numpy as np" if written.torch else "import torch"
    module = other.split()[1]
    if written.imports(module):
        return
    yield other, "\n".join([written.head(), other, written.below_head()])


def call_by_keyword(written: Written) -> Rewritten:
    """Call the file's own functions by the names of their parameters."""
    tree = written.copy_tree()
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    changed = set()
    for call in _own_calls(written.list_reached(tree), functions):
        function = functions[ast.unparse(call.func)]
        names = [each.arg for each in function.args.args]
        named_arguments = zip(names, call.args, strict=False)
        call.keywords = [
            *(ast.keyword(name, value) for name, value in named_arguments),
            *call.keywords,
        ]
        call.args = []
        changed.add(function.name)
    if changed:
        yield f"{', '.join(sorted(changed))} called by keyword", ast.unparse(tree)


def _own_calls(parts: list[ast.stmt], functions: dict[str, ast.FunctionDef]) -> Iterator[ast.Call]:
    """Yield the calls of these functions whose arguments can all be given by name."""
    for part in parts:
        for call in nodes_of(part, ast.Call):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name in functions and _can_call_by_name(call, functions[name]):
                yield call


def _can_call_by_name(call: ast.Call, function: ast.FunctionDef) -> bool:
    """Return whether a call's arguments can all be given by name."""
    arguments = function.args
    plain = not (arguments.posonlyargs or arguments.vararg) and not function.decorator_list
    starred = any(isinstance(each, ast.Starred) for each in call.args)
    return plain and not starred and 0 < len(call.args) <= len(arguments.args)


WAYS: dict[str, Way] = {
    "unused import": import_unused,
    "keyword for position": call_by_keyword,
    "list for tuple": wrapped.answer_with_list,
    "not contiguous": wrapped.answer_with_view,
    "float64 inside": wrapped.compute_in_float64,
    "layers renamed": rewritten_layers.rename_layers,
    "ModuleList": rewritten_layers.keep_in_list,
    "Sequential": rewritten_layers.wrap_in_sequential,
    "order of construction": rewritten_layers.reverse_layers,
}


def list_rewritings(written: Written) -> list[Rewriting]:
    """Return the reference written in all other ways that apply to it."""
    return [
        Rewriting(kind=kind, said=description, text=text)
        for kind, way in WAYS.items()
        for description, text in way(written)
    ]
