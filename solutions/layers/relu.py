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
    ### BEGIN SOLUTION
    above = x > 0
    return np.where(above, x, 0.0), above
    ### END SOLUTION


def relu_backward(dout: np.ndarray, cache: Any) -> np.ndarray:
    """Compute the gradient at x.

    The slope of the rectifier is 1 above zero and 0 elsewhere, also at zero itself.

    Args:
        dout: the gradient at out, of x's shape. It stays as it is.
        cache: what relu_forward returned beside out.

    Returns:
        dx: of x's shape.
    """
    ### BEGIN SOLUTION
    return np.where(cache, dout, 0.0)
    ### END SOLUTION


def print_example() -> None:
    """Print the worked example: numbers below, at and above zero."""
    x = np.array([[-1.0, 0.0, 2.0], [3.0, -0.5, 0.25]])
    out, cache = relu_forward(x)
    print(f"out = {out.tolist()}")
    print(f"dx = {relu_backward(np.full((2, 3), 10.0), cache).tolist()}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
