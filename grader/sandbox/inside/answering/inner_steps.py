"""What the leaf modules of a model give while it is called, and the gradients that reach them."""

import contextlib
from collections.abc import Iterator
from typing import Any

from .objects import as_plain_tensor, leaf_modules

MOST_STEPS = 64  # calls of leaf modules that are told
Steps = list[tuple[str, Any]]  # a leaf's name, and the first tensor that it gave


@contextlib.contextmanager
def note_steps(models: dict[str, Any]) -> Iterator[Steps]:
    """Note what each leaf of some models gives, in the order of the calls.

    A leaf's name begins with that of its model, where that has one.
    """
    from torch.nn.modules.module import register_module_forward_hook

    names = {
        id(module): ".".join(filter(None, (model_name, name)))
        for model_name, model in models.items()
        for name, module in leaf_modules(model)
    }
    steps: Steps = []

    def hear(module: Any, inputs: Any, output: Any) -> None:
        name = names.get(id(module))
        tensor = _first_tensor(output)
        if name is not None and tensor is not None and len(steps) < MOST_STEPS:
            steps.append((name, tensor))

    with register_module_forward_hook(hear):
        yield steps


def describe_steps(steps: Steps, total: Any) -> tuple[tuple[str, Any, Any], ...]:
    """Return for each step the leaf's name, what it gave, and the gradient of `total` there.

    The gradient is None where there is no total, or where it does not depend on the step.
    """
    gradients = compute_gradients(total, [tensor for _, tensor in steps], retain_graph=True)
    return tuple(
        (name, as_plain_tensor(tensor), None if gradient is None else as_plain_tensor(gradient))
        for (name, tensor), gradient in zip(steps, gradients, strict=True)
    )


def compute_gradients(total: Any, tensors: list[Any], *, retain_graph: bool = False) -> list[Any]:
    """Return the gradient of a total at each tensor; None where none arrives or none is wanted."""
    import torch

    wanted = [tensor for tensor in tensors if tensor.requires_grad]
    if not wanted or not isinstance(total, torch.Tensor) or not total.requires_grad:
        return [None] * len(tensors)
    gradients = iter(
        torch.autograd.grad(total, wanted, allow_unused=True, retain_graph=retain_graph)
    )
    return [next(gradients) if tensor.requires_grad else None for tensor in tensors]


def _first_tensor(output: Any) -> Any:
    import torch

    if isinstance(output, torch.Tensor):
        return output
    items = output if isinstance(output, tuple | list) else ()
    return next((item for item in items if isinstance(item, torch.Tensor)), None)
