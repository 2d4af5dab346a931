"""Task 1: the mean of all values so far."""

import numpy as np


def running_mean(values: np.ndarray) -> np.ndarray:
    """The mean of values[0] ... values[t], for each t: shape (T,) in, shape (T,) out."""
    ### BEGIN SOLUTION
    return np.cumsum(values) / np.arange(1, len(values) + 1)
    ### END SOLUTION


if __name__ == "__main__":
    try:
        print(running_mean(np.array([1.0, 3.0, 8.0])))
    except NotImplementedError as unwritten:
        print(unwritten)
