# title: A little goes through below zero
# explanation: That is the leaky rectifier. The plain one is exactly zero for everything below zero.
# fails: relu::arguments_kept
# fails: relu::batch
# fails: relu::worked_example
# fails: relu::zeros
"""Task 2, relu: the rectifier, forward and backward."""

from typing import Any

import numpy as np


def relu_forward(x: np.ndarray) -> tuple[np.ndarray, Any]:
    """Compute max(0, x), number by number.

    Args:
        x: any shape, float64. It stays as it is.

    Returns:
        out: of x's shape.
        cache: whatever relu_backward needs.
    """
    return np.where(x > 0, x, 0.01 * x), x


def relu_backward(dout: np.ndarray, cache: Any) -> np.ndarray:
    """Compute the gradient at x.

    The slope of the rectifier is 1 above zero and 0 elsewhere, also at zero itself.

    Args:
        dout: the gradient at out, of x's shape. It stays as it is.
        cache: what relu_forward returned beside out.

    Returns:
        dx: of x's shape.
    """
    return np.where(cache > 0, dout, 0.0)
