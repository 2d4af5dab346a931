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
    raise NotImplementedError("affine_forward is not written yet")


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
    raise NotImplementedError("affine_backward is not written yet")


def print_example() -> None:
    """Print the worked example: two examples of three numbers, two outputs."""
    x = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]])
    w = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, -1.0]])
    b = np.array([0.5, -0.5])
    out, cache = affine_forward(x, w, b)
    dx, dw, db = affine_backward(np.ones((2, 2)), cache)
    for name, array in (("out", out), ("dx", dx), ("dw", dw), ("db", db)):
        print(f"{name} = {array.tolist()}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
