"""Task 6, gradient_check: a gradient by numbers, to try the others with."""

from collections.abc import Callable

import numpy as np


def numeric_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    """Estimate the gradient of f at x by central differences.

    The part at one place is (f(x + h) - f(x - h)) / (2 h), where h is added at that place
    alone. f is called twice for each place, and nothing else is known about it.

    Args:
        f: a function of an array of x's shape that returns a number.
        x: any shape, float64. It stays as it is.
        h: how far to go to either side.

    Returns:
        the gradient, of x's shape.
    """
    raise NotImplementedError("numeric_gradient is not written yet")


def print_example() -> None:
    """Print the gradient of the sum of squares, which is 2 x."""
    x = np.array([1.0, -2.0, 0.5])
    print(numeric_gradient(lambda y: float((y**2).sum()), x).round(6))


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
