"""Origins of expressions: which name of which library, whatever it is called here.

`nn.RNN` after `import torch.nn as nn` or `nn = torch.nn`, `getattr(nn, "RNN")`, `vars(nn)["RNN"]`
and `RNN` after `from torch.nn.modules.rnn import RNN` are all `torch.nn.RNN`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator

# PyTorch defines its layers in modules of modules: torch.nn.modules.rnn.RNN is torch.nn.RNN.
_INSIDE_TORCH = re.compile(r"^torch\.nn\.modules\.(?:[a-z_]\w*\.)?(?=[A-Z])")
_COMPILED = re.compile(r"^torch\.(?:_VF|_C\._VariableFunctions|_C\._nn|ops\.aten)\.")
_FUNCTIONAL = "torch.nn.functional."
# A layer under other names: the function that computes the same, the base that does the work.
_SAME = {
    "torch.nn.RNN": ("torch.rnn_tanh", "torch.rnn_relu", "torch.nn.RNNBase"),
    "torch.nn.LSTM": ("torch.lstm",),
    "torch.nn.GRU": ("torch.gru",),
    "torch.nn.RNNCell": ("torch.rnn_tanh_cell", "torch.rnn_relu_cell"),
    "torch.nn.LSTMCell": ("torch.lstm_cell",),
    "torch.nn.GRUCell": ("torch.gru_cell",),
    "torch.nn.Linear": ("torch.nn.functional.linear",),
    "torch.nn.Bilinear": ("torch.nn.functional.bilinear", "torch.bilinear"),
    "torch.nn.Embedding": ("torch.nn.functional.embedding", "torch.embedding"),
    "torch.nn.Conv1d": ("torch.nn.functional.conv1d", "torch.conv1d"),
    "torch.nn.Conv2d": ("torch.nn.functional.conv2d", "torch.conv2d"),
    "torch.nn.Conv3d": ("torch.nn.functional.conv3d", "torch.conv3d"),
    "torch.nn.LayerNorm": ("torch.nn.functional.layer_norm", "torch.layer_norm"),
    "torch.nn.BatchNorm1d": ("torch.nn.functional.batch_norm", "torch.batch_norm"),
    "torch.nn.BatchNorm2d": ("torch.nn.functional.batch_norm", "torch.batch_norm"),
    "torch.nn.MultiheadAttention": (
        "torch.nn.functional.multi_head_attention_forward",
        "torch.nn.functional.scaled_dot_product_attention",
    ),
    "torch.nn.CrossEntropyLoss": ("torch.nn.functional.cross_entropy",),
    "torch.nn.MSELoss": ("torch.nn.functional.mse_loss",),
    "torch.nn.NLLLoss": ("torch.nn.functional.nll_loss",),
    "torch.nn.Softmax": ("torch.nn.functional.softmax", "torch.softmax"),
    "torch.nn.Dropout": ("torch.nn.functional.dropout", "torch.dropout"),
}


def other_names(name: str) -> tuple[str, ...]:
    """Return the library's other names for what computes the same as a layer or a function.

    A function of `torch.nn.functional` is found in `torch` too, or among its compiled ones.
    """
    same = _SAME.get(name, ())
    inside = (each for each in (name, *same) if each.startswith(_FUNCTIONAL))
    return (*same, *(each.replace(_FUNCTIONAL, "torch.", 1) for each in inside))


def is_under(used: str, forbidden: str) -> bool:
    """Return whether a library name is the forbidden one or a part of it.

    Or computes the same under another name.
    """
    names = (forbidden, *other_names(forbidden))
    return any(used == name or used.startswith(name + ".") for name in names)


def canonical_name(origin: str) -> str:
    """Return the name that the documentation gives to what PyTorch defines elsewhere."""
    return _COMPILED.sub("torch.", _INSIDE_TORCH.sub("torch.nn.", origin))


class Origins:
    """Origins of the names of a module, or of one statement in it.

    `stars` are the modules that are imported with a star.  A relative import begins with a dot:
    it is the student's own.
    """

    def __init__(self, names: dict[str, str] | None = None, stars: Iterable[str] = ()) -> None:
        self._names = dict(names or {})
        self.stars = list(stars)

    def widen(
        self, statements: Iterable[ast.AST], keep: Callable[[str], bool] = lambda origin: True
    ) -> Origins:
        """Return these origins and what imports and assignments among `statements` add.

        `keep(origin)` says whether an assigned name is to stand for that.
        """
        wider = Origins(self._names, self.stars)
        for node in statements:
            if isinstance(node, ast.Import):
                wider._add_import(node)
            elif isinstance(node, ast.ImportFrom):
                wider._add_import_from(node)
            elif isinstance(node, ast.Assign):
                wider._add_assignment(node, keep)
        return wider

    def of(self, node: ast.AST) -> str | None:
        """Return the dotted library name that an expression stands for; None for anything else."""
        origin = self._resolve(node)
        return canonical_name(origin) if origin is not None else None

    def look_up(self, name: str) -> str | None:
        """Return what a name stands for; None where no import or assignment says it."""
        return self._names.get(name)

    def _resolve(self, node: ast.AST) -> str | None:
        match node:
            case ast.Name(id=name):
                return self.look_up(name)
            case ast.Attribute(value=owner, attr=name):
                return self._resolve_member(owner, name)
            case ast.Call():
                return self._resolve_call(node)
            case ast.Subscript():
                return self._resolve_item(node)
        return None

    def _resolve_member(self, owner: ast.AST, name: object) -> str | None:
        origin = self._resolve(owner)
        return f"{origin}.{name}" if origin is not None and isinstance(name, str) else None

    def _resolve_call(self, call: ast.Call) -> str | None:
        """Resolve `getattr(nn, "RNN")`, `import_module("torch.nn")`, `__import__("torch")`."""
        literals = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
        function = call.func.id if isinstance(call.func, ast.Name) else self._resolve(call.func)
        if function == "getattr" and len(literals) >= 2:
            return self._resolve_member(call.args[0], literals[1])
        if not literals or not isinstance(literals[0], str):
            return None
        if function == "__import__":
            return literals[0].partition(".")[0]
        is_import = function in ("importlib.import_module", "import_module")
        return literals[0] if is_import else None

    def _resolve_item(self, item: ast.Subscript) -> str | None:
        """Resolve `vars(nn)["RNN"]` and `nn.__dict__["RNN"]`."""
        name = item.slice.value if isinstance(item.slice, ast.Constant) else None
        match item.value:
            case (
                ast.Attribute(value=owner, attr="__dict__")
                | ast.Call(func=ast.Name(id="vars"), args=[owner])
            ):
                return self._resolve_member(owner, name)
        return None

    def _add_import(self, node: ast.Import) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            self._names[alias.asname or root] = alias.name if alias.asname else root

    def _add_import_from(self, node: ast.ImportFrom) -> None:
        origin = f".{node.module or ''}" if node.level else node.module or ""
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(origin)
            else:
                self._names[alias.asname or alias.name] = f"{origin.rstrip('.')}.{alias.name}"

    def _add_assignment(self, node: ast.Assign, keep: Callable[[str], bool]) -> None:
        for target in node.targets:
            for name, value in _pair_targets(target, node.value):
                origin = self.of(value)
                if origin is not None and name not in self._names and keep(origin):
                    self._names[name] = origin


def _pair_targets(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield each assigned name with its value, also of `a, b = x, y`."""
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for each, its in zip(targets, values, strict=False):
                yield from _pair_targets(each, its)
