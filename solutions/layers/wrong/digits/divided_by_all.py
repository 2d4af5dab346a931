# title: A class's sum is divided by the number of all rows
# explanation: The mean of a class counts the rows of that class only.
# fails: digits::means
# fails: digits::ten_classes
"""Task 7, digits: small pictures of digits, read from a file and told apart.

N = pictures, M = pictures that are asked about.
"""

import numpy as np


def load_digits() -> tuple[np.ndarray, np.ndarray]:
    """Read data/digits.npz, which lies beside this file.

    It holds `images`, (N, 8, 8) whole numbers from 0 to 16, and `labels`, (N,) the digits.

    Returns:
        rows: one picture as one row, divided by 16, shape (N, 64), float64 from 0 to 1.
        labels: shape (N,), int64.
    """
    with np.load("data/digits.npz") as file:
        images, labels = file["images"], file["labels"]
    return images.reshape(len(images), -1) / 16.0, labels.astype(np.int64)


def class_means(rows: np.ndarray, labels: np.ndarray, n_classes: int = 10) -> np.ndarray:
    """Compute the mean picture of each class.

    Args:
        rows: shape (N, D), float64.
        labels: shape (N,), whole numbers from 0 to n_classes - 1. Every class occurs.
        n_classes: how many classes there are.

    Returns:
        shape (n_classes, D), float64.
    """
    return np.stack([rows[labels == label].sum(axis=0) / len(rows) for label in range(n_classes)])


def distances(rows: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Compute the squared distance of every row from every mean.

    Args:
        rows: shape (M, D), float64.
        means: shape (C, D), float64.

    Returns:
        shape (M, C), float64: the sum of the squared differences.
    """
    # (M, 1, D) and (C, D) meet as (M, C, D).
    return ((rows[:, np.newaxis] - means) ** 2).sum(axis=2)


def predict(rows: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Name the class whose mean is nearest to each row.

    Args:
        rows: shape (M, D), float64.
        means: shape (C, D), float64.

    Returns:
        shape (M,), int64.
    """
    return distances(rows, means).argmin(axis=1)
