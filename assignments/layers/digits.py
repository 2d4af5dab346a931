"""Task 7, digits: small pictures of digits, read from a file and told apart.

N = pictures, M = pictures that are asked about.
"""

import numpy as np


def load_digits() -> tuple[np.ndarray, np.ndarray]:
    """Read data/digits.npz, which lies beside this file.

    It holds `images`, (N, 8, 8) whole numbers from 0 to 16, and `labels`, (N,) the digits.

    Returns:
        rows: one picture as one row, divided by 16, shape (N, 64), float64 from 0 to 1.
        labels: shape (N,), whole numbers.
    """
    raise NotImplementedError("load_digits is not written yet")


def class_means(rows: np.ndarray, labels: np.ndarray, n_classes: int = 10) -> np.ndarray:
    """Compute the mean picture of each class.

    Args:
        rows: shape (N, D), float64.
        labels: shape (N,), whole numbers from 0 to n_classes - 1. Every class occurs.
        n_classes: how many classes there are.

    Returns:
        shape (n_classes, D), float64.
    """
    raise NotImplementedError("class_means is not written yet")


def distances(rows: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Compute the squared distance of every row from every mean.

    Args:
        rows: shape (M, D), float64.
        means: shape (C, D), float64.

    Returns:
        shape (M, C), float64: the sum of the squared differences.
    """
    raise NotImplementedError("distances is not written yet")


def predict(rows: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Name the class whose mean is nearest to each row.

    Args:
        rows: shape (M, D), float64.
        means: shape (C, D), float64.

    Returns:
        shape (M,), int64.
    """
    raise NotImplementedError("predict is not written yet")


def print_example() -> None:
    """Learn from all pictures but the last twenty, and name those."""
    rows, labels = load_digits()
    means = class_means(rows[:-20], labels[:-20])
    right = (predict(rows[-20:], means) == labels[-20:]).mean()
    print(f"{len(rows)} pictures; of the last 20, {right:.0%} are told right")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
