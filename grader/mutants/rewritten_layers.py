"""Modules of PyTorch whose layers are kept otherwise: other names, a list, another order."""

import ast
import re
from collections.abc import Iterator

from grader.nouns import frozen
from grader.sources.trees import is_member_of, names_in, nodes_of

from .written import Rewritten, Written

_LAYER = re.compile(r"(torch\.)?nn\.(?!Parameter)[A-Z]\w*")


@frozen
class _Layer:
    """`self.name = nn.Something(…)` in a class's `__init__`."""

    name: str
    at: int  # its place in the body of `__init__`
    value: ast.expr

    @property
    def text(self) -> str:
        """Its text: `nn.Something(…)`."""
        return ast.unparse(self.value)


@frozen
class _Model:
    """A class of the file, its `__init__`, and the layers that nobody but itself names."""

    node: ast.ClassDef
    init: ast.FunctionDef
    layers: list[_Layer]


def rename_layers(written: Written) -> Rewritten:
    """Give each layer another name."""
    tree = written.copy_tree()
    names: dict[str, str] = {}
    for model in _find_models(tree, written):
        own = {layer.name: f"my_{layer.name}" for layer in model.layers}
        for node in _own_attributes(model.node):
            node.attr = own.get(node.attr, node.attr)
        names |= own
    if names:
        yield f"the layers {', '.join(sorted(names))} have other names", ast.unparse(tree)


def keep_in_list(written: Written) -> Rewritten:
    """Keep the layers in one ModuleList."""
    tree = written.copy_tree()
    names = []
    for model in _find_models(tree, written):
        place = _place_after_super(model.init)
        if len(model.layers) < 2 or not place:
            continue
        places = {layer.name: at for at, layer in enumerate(model.layers)}
        _Indexed(places).visit(model.node)
        for layer in model.layers:
            model.init.body[layer.at] = _statement(f"self.all_of_them.append({layer.text})")
        empty = _statement(f"self.all_of_them = {_name_of_nn(written)}.ModuleList()")
        model.init.body.insert(place, empty)
        names += list(places)
    if names:
        yield f"the layers {', '.join(names)} are in a ModuleList", ast.unparse(tree)


def wrap_in_sequential(written: Written) -> Rewritten:
    """Wrap each layer that is called with one argument in a Sequential."""
    tree = written.copy_tree()
    names = []
    for model in _find_models(tree, written):
        for layer in model.layers:
            if _takes_one_argument(model.node, layer.name):
                wrapped = f"{_name_of_nn(written)}.Sequential({layer.text})"
                model.init.body[layer.at] = _statement(f"self.{layer.name} = {wrapped}")
                names.append(layer.name)
    if names:
        yield f"the layers {', '.join(names)} are in a Sequential", ast.unparse(tree)


def reverse_layers(written: Written) -> Rewritten:
    """Make the layers in the opposite order."""
    tree = written.copy_tree()
    names = []
    for model in _find_models(tree, written):
        places = [layer.at for layer in model.layers]
        if len(places) < 2 or places != list(range(places[0], places[0] + len(places))):
            continue
        if any("self" in names_in(layer.value) for layer in model.layers):
            continue
        turned = [model.init.body[at] for at in reversed(places)]
        model.init.body[places[0] : places[-1] + 1] = turned
        names += [layer.name for layer in model.layers]
    if names:
        yield f"the layers {', '.join(names)} are made in the opposite order", ast.unparse(tree)


def _find_models(tree: ast.Module, written: Written) -> Iterator[_Model]:
    """Yield the classes whose layers can be kept otherwise."""
    for node in written.list_reached(tree) if written.torch else ():
        init = _find_init(node)
        if not isinstance(node, ast.ClassDef) or init is None:
            continue
        layers = [
            each for each in _find_layers(init, written) if _is_free(each, tree, node, written)
        ]
        if layers:
            yield _Model(node, init, layers)


def _find_layers(init: ast.FunctionDef, written: Written) -> list[_Layer]:
    """Return the layers that students make in an `__init__`."""
    candidates = (
        _read_layer(at, each) for at, each in enumerate(init.body) if written.is_theirs(each)
    )
    return [layer for layer in candidates if layer is not None]


def _is_free(layer: _Layer, tree: ast.Module, owner: ast.ClassDef, written: Written) -> bool:
    """Return whether a layer may have any name: nobody reads it, nothing else uses it."""
    return not written.is_told(layer.name) and not _is_named_elsewhere(tree, owner, layer.name)


def _find_init(node: ast.stmt) -> ast.FunctionDef | None:
    """Return the `__init__` of a class; None of anything else."""
    body = node.body if isinstance(node, ast.ClassDef) else []
    functions = (each for each in body if isinstance(each, ast.FunctionDef))
    return next((each for each in functions if each.name == "__init__"), None)


def _read_layer(at: int, statement: ast.stmt) -> _Layer | None:
    """Return the layer that a statement makes: `self.name = nn.Class(…)`."""
    match statement:
        case ast.Assign(
            targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=ast.Call() as value
        ) if _LAYER.fullmatch(ast.unparse(value.func)):
            return _Layer(name, at, value)
    return None


def _is_named_elsewhere(tree: ast.Module, owner: ast.ClassDef, name: str) -> bool:
    """Return whether anything but `self.name` in the class uses a layer's name."""
    own = {id(node) for node in _own_attributes(owner)}
    return any(
        (isinstance(node, ast.Attribute) and node.attr == name and id(node) not in own)
        or (isinstance(node, ast.Constant) and _is_path_of(node.value, name))
        for node in ast.walk(tree)
    )


def _is_path_of(value: object, name: str) -> bool:
    """Return whether a text is a layer's name, or that of one of its parameters."""
    return isinstance(value, str) and (value == name or value.startswith(f"{name}."))


def _own_attributes(owner: ast.ClassDef) -> list[ast.Attribute]:
    return [node for node in nodes_of(owner, ast.Attribute) if is_member_of(node, "self")]


def _takes_one_argument(owner: ast.ClassDef, name: str) -> bool:
    """Return whether a layer is used in calls with one argument only."""
    uses = [node for node in _own_attributes(owner) if node.attr == name]
    loads = {id(node) for node in uses if isinstance(node.ctx, ast.Load)}
    calls = (call for call in nodes_of(owner, ast.Call) if _has_one_argument(call))
    called_ids = {id(call.func) for call in calls}
    return bool(loads) and loads <= called_ids and len(uses) == len(loads) + 1


def _has_one_argument(call: ast.Call) -> bool:
    """Return whether a call has one argument, which stands there by itself."""
    is_alone = len(call.args) == 1 and not call.keywords
    return is_alone and not isinstance(call.args[0], ast.Starred)


def _place_after_super(init: ast.FunctionDef) -> int:
    """Return the place after the call of the base's `__init__`; 0 where there is none."""
    for at, statement in enumerate(init.body):
        if isinstance(statement, ast.Expr) and "__init__" in ast.unparse(statement):
            return at + 1
    return 0


def _name_of_nn(written: Written) -> str:
    """Return how the file calls `torch.nn`."""
    return "nn" if "nn" in names_in(written.tree) else "torch.nn"


def _statement(text: str) -> ast.stmt:
    return ast.parse(text).body[0]


class _Indexed(ast.NodeTransformer):
    """Puts `self.all_of_them[place]` where a layer is read by its name."""

    def __init__(self, places: dict[str, int]) -> None:
        self._places = places

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        is_layer = is_member_of(node, "self") and node.attr in self._places
        if not is_layer or not isinstance(node.ctx, ast.Load):
            return node
        return ast.parse(f"self.all_of_them[{self._places[node.attr]}]", mode="eval").body
