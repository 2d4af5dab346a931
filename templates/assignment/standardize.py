"""Task 1, standardize: the columns of a table with mean 0 and standard deviation 1."""

import numpy as np


def standardize(x: np.ndarray) -> np.ndarray:
    """Standardize each column.

    Args:
        x: a table, shape (N, D), float64.

    Returns:
        the table with each column's mean taken away and divided by its standard deviation (the one that divides by N),
        shape (N, D), float64. A column whose values are all equal becomes zeros.
    """
    ### BEGIN SOLUTION
    centred = x - x.mean(0)
    deviation = np.sqrt((centred**2).mean(0))
    return centred / np.where(deviation > 0, deviation, np.inf)
    ### END SOLUTION


if __name__ == "__main__":
    try:
        print(standardize(np.array([[1.0, 10.0], [3.0, 10.0]])))
    except NotImplementedError as unwritten:
        print(unwritten)
