# title: The bias's gradient is a mean over the examples
# explanation: Every example adds its part to the gradient: it is a sum. Where a mean is wanted, the loss
#     has divided already.
# fails: affine::gradients
# fails: affine::gradients_of_tables
# fails: affine::one
# fails: affine::two_layers
"""Task 1, affine: a fully connected layer, forward and backward.

N = examples, D = numbers of an example, M = outputs.
"""

from typing import Any

import numpy as np


def affine_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, Any]:
    """Compute out = x w + b, each example as one row.

    Args:
        x: the examples, shape (N, d_1, ..., d_k), float64. Each is taken as one row of
            D = d_1 * ... * d_k numbers.
        w: the weights, shape (D, M).
        b: the biases, shape (M,).

    Returns:
        out: shape (N, M).
        cache: whatever affine_backward needs.
    """
    out = x.reshape(len(x), -1) @ w + b
    return out, (x, w)


def affine_backward(dout: np.ndarray, cache: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute the gradients of the loss from the gradient at the output.

    Args:
        dout: the gradient at out, shape (N, M).
        cache: what affine_forward returned beside out.

    Returns:
        dx: the gradient at x, of x's shape.
        dw: the gradient at w, shape (D, M).
        db: the gradient at b, shape (M,).
    """
    x, w = cache
    dx = (dout @ w.T).reshape(x.shape)
    dw = x.reshape(len(x), -1).T @ dout
    # b is added to every row, so its gradient is the sum over the rows.
    db = dout.mean(axis=0)
    return dx, dw, db
