"""Calling student code while watching: arguments afterwards, modules called, gradients."""

import contextlib
import io
from collections.abc import Iterator
from typing import Any

from grader.model.values import Args, Kwargs, Namespace, Trace, Watch

from .drawing import close_figures, take_open_figures
from .inner_steps import (
    Steps,
    compute_gradients,
    describe_steps,
    note_steps,
)
from .measuring.counting import count_calls
from .objects import (
    NotAVerb,
    as_plain_tensor,
    leaf_modules,
    named_parameters,
    own_class,
)


def watch_call(
    function: Any,
    args: Args,
    kwargs: Kwargs,
    watch: Watch,
    names: Namespace,
) -> tuple[object, Trace]:
    """Call `function`; return its value and what `watch` asked for.

    `names` are the task's.
    """
    if not watch:
        return function(*args, **kwargs), {}
    trace: Trace = {}
    with contextlib.ExitStack() as around:
        steps = around.enter_context(_note_inner_steps(watch))
        if watch.get("count") or watch.get("order"):
            around.enter_context(_count_modules(watch, trace))
        if watch.get("printed"):
            printed = around.enter_context(contextlib.redirect_stdout(io.StringIO()))
        if watch.get("calls"):
            trace["calls"] = around.enter_context(count_calls(tuple(watch["calls"]), names))
        if watch.get("figures"):
            close_figures()
        value = function(*args, **kwargs)
    if watch.get("printed"):
        trace["printed"] = printed.getvalue()
        print(trace["printed"], end="")  # it stands in the result as ever
    if "inside" in watch:
        total = _weighted_sum(value, watch.get("cotangents", ()))
        trace["inside"] = describe_steps(steps, total)
    return value, trace | _look_afterwards(value, args, watch)


def _note_inner_steps(watch: Watch) -> contextlib.AbstractContextManager[Steps]:
    """Return what listens to the leaves of a model, or of several by name, where asked for."""
    inside = watch.get("inside")
    if inside is None:
        return contextlib.nullcontext([])
    return note_steps(inside if isinstance(inside, dict) else {"": inside})


def _look_afterwards(value: Any, args: Args, watch: Watch) -> Trace:
    """Return what is looked at once the call has ended."""
    trace: Trace = {}
    if watch.get("arguments"):
        trace["arguments"] = args
    if watch.get("figures"):
        trace["figures"] = take_open_figures()
    if "gradients" in watch:
        trace["gradients"] = _gradients(value, tuple(watch["gradients"]), watch)
    return trace


@contextlib.contextmanager
def _count_modules(watch: Watch, trace: Trace) -> Iterator[None]:
    """Add to the trace how often modules are called within the block, and the order of leaves."""
    from torch.nn.modules.module import register_module_forward_pre_hook

    counts: dict[str, int] = dict.fromkeys(tuple(watch.get("count", ())), 0)
    trace |= {"count": counts, "order": ()}
    order: list[str] = []
    leaves = (leaf for target in watch.get("order", ()) for leaf in leaf_modules(target))
    names = {id(module): name for name, module in leaves}

    def hear(module: Any, inputs: Any) -> None:
        kind = own_class(module)
        if kind in counts:
            counts[kind] += 1
        name = names.get(id(module))
        if name is not None and name not in order:
            order.append(name)

    with register_module_forward_pre_hook(hear):
        yield
    trace["order"] = tuple(order)


def _gradients(value: Any, targets: tuple[Any, ...], watch: Watch) -> object:
    """Return gradients of the sum of `cotangents` times the outputs, a dict per object.

    None where none arrives.  None altogether when the outputs are not attached to a graph, or are
    not as many or of the shapes of the cotangents.
    """
    import torch

    total = _weighted_sum(value, watch.get("cotangents", ()))
    if not isinstance(total, torch.Tensor) or not total.requires_grad:
        return None
    gradients: list[dict[str, Any]] = [{} for _ in targets]
    parameters = _placed_parameters(targets)
    step = _step(watch)
    reached = compute_gradients(total, [parameter for _, _, parameter in parameters])
    for (place, name, parameter), gradient in zip(parameters, reached, strict=True):
        gradients[place][name] = None if gradient is None else as_plain_tensor(gradient)
        if gradient is not None and step:
            with torch.no_grad():
                parameter.sub_(step * gradient)
    return gradients


def _placed_parameters(targets: tuple[Any, ...]) -> list[tuple[int, str, Any]]:
    return [
        (place, name, parameter)
        for place, target in enumerate(targets)
        for name, parameter in named_parameters(target)
    ]


def _weighted_sum(value: Any, weights: Any) -> Any:
    """Return the sum of the outputs times the weights; None where they do not fit."""
    import torch

    cotangents = [item for item in weights if isinstance(item, torch.Tensor)]
    outputs = _outputs(value, len(cotangents))
    if [output.shape for output in outputs] != [weight.shape for weight in cotangents]:
        return None
    terms = zip(outputs, cotangents, strict=True)
    return sum((output * weight.to(output)).sum() for output, weight in terms)


def _step(watch: Watch) -> float | None:
    step = watch.get("step")
    if step is not None and not isinstance(step, float):
        raise NotAVerb("a step is a float")
    return step


def _outputs(value: Any, count: int) -> list[Any]:
    """Return the tensors of an answer that has `count` of them.

    One that came as a list of equal rows is stacked.
    """
    items = (
        value if isinstance(value, tuple | list) and len(value) == count and count > 1 else [value]
    )
    stacked = [_stack(item) for item in items]
    return stacked if all(item is not None for item in stacked) else []


def _stack(item: Any) -> Any:
    """Return a tensor, or rows of one shape as one tensor; None for anything else."""
    import torch

    if isinstance(item, torch.Tensor):
        return item
    if not isinstance(item, tuple | list) or not item:
        return None
    rows = [_stack(row) for row in item]
    if any(row is None for row in rows) or len({row.shape for row in rows}) != 1:
        return None
    return torch.stack(rows)
