"""What the leaves of a model gave in a watched call, as the other side claims it."""

from typing import Any

from grader.diagnosis.evidence import InnerStep
from grader.model.values import Tensor


def inner_steps(claimed: Any) -> tuple[InnerStep, ...]:
    """Return the steps of a trace; anything of another type counts as not seen."""
    steps = []
    for item in claimed if isinstance(claimed, tuple | list) else ():
        if isinstance(item, tuple) and len(item) == 3 and isinstance(item[1], Tensor):
            name, value, gradient = item
            numbers = gradient.array if isinstance(gradient, Tensor) else None
            leaf = str(name) or "the model"
            steps.append(InnerStep(leaf=leaf, value=value.array, gradient=numbers))
    return tuple(steps)
