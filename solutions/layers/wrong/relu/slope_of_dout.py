# title: The gradient is cut where it is negative itself
# explanation: What decides is the sign of x on the way in, not the sign of the gradient on the way back.
# fails: relu::arguments_kept
# fails: relu::batch
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
    return np.maximum(x, 0.0), x


def relu_backward(dout: np.ndarray, cache: Any) -> np.ndarray:
    """Compute the gradient at x.

    The slope of the rectifier is 1 above zero and 0 elsewhere, also at zero itself.

    Args:
        dout: the gradient at out, of x's shape. It stays as it is.
        cache: what relu_forward returned beside out.

    Returns:
        dx: of x's shape.
    """
    return np.maximum(dout, 0.0)
