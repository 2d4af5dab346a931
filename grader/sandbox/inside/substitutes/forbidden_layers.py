"""Run-time half of a rule on a layer: a forward pass tells which class is really called.

The syntax tree sees `nn.RNN` under every everyday name.  A name that is put together while the code
runs it cannot see.
"""

import contextlib
import sys
from collections.abc import Collection, Iterator
from typing import Any

from grader.language import tr

from .forbidden_functions import Rules
from .standins import RuleBroken, real_torch

_LAYERS = "torch.nn."


@contextlib.contextmanager
def forbid_layers(rules: Rules, allowed: Collection[int]) -> Iterator[None]:
    """Raise RuleBroken in the block when a module of a forbidden class of `torch.nn` is called.

    `allowed` are the ids of modules that a check built: they are no doing of the student's.
    """
    forbidden = _forbidden_classes(rules)
    if not forbidden:
        yield
        return

    def look(module: Any, inputs: Any) -> None:
        for name, layer, say in forbidden:
            if isinstance(module, layer) and id(module) not in allowed:
                raise RuleBroken(tr("a forward pass calls {name}. {why}", name=name, why=say))

    with sys.modules["torch"].nn.modules.module.register_module_forward_pre_hook(look):
        yield


def _forbidden_classes(rules: Rules) -> list[tuple[str, type, str]]:
    """Return (name, class, sentence) for each rule on a class, where PyTorch is loaded."""
    torch = real_torch()
    layers = getattr(torch, "nn", None)
    classes = []
    for forbid, say in rules:
        layer_class = getattr(layers, forbid.removeprefix(_LAYERS), None)
        if forbid.startswith(_LAYERS) and isinstance(layer_class, type):
            classes.append((forbid, layer_class, say))
    return classes
