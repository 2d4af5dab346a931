"""Values of a check that are made anew in the student process: what is sent are their parts."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.model.values import Made


def sent_as_made(value: Any) -> Made | None:
    """Return the parts of a value that is no plain data; None when it is sent as it is.

    A random generator is sent with its state, so that each side draws the same and neither moves
    the other's.
    """
    if isinstance(value, np.random.Generator):
        state = value.bit_generator.state
        return Made("numpy.Generator", (type(value.bit_generator).__name__, state))
    if isinstance(value, slice):
        return Made("slice", (value.start, value.stop, value.step))
    if value is ...:
        return Made("ellipsis", None)
    if isinstance(value, type):
        return Made("type", f"{value.__module__}.{value.__qualname__}")
    return None


def generator(seed: int) -> Made:
    """Return a random generator of PyTorch's in the state that the seed gives, for an argument.

    Each call that gets it draws from that state on.
    """
    return Made("torch.Generator", int(seed))
