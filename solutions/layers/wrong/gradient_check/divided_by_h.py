# title: The difference is divided by h instead of 2 h
# explanation: The two points lie 2 h apart, one h to each side. Your gradient is twice too large.
# fails: gradient_check::bend
# fails: gradient_check::mixed
# fails: gradient_check::other_shapes
# fails: gradient_check::sum_of_squares
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
    gradient = np.empty(x.shape)
    for place in np.ndindex(*x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        gradient[place] = (f(x + step) - f(x - step)) / h
    return gradient
