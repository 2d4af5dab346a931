"""Task 4, batchnorm: batch normalisation, forward and backward.

N = examples, D = features.
"""

from typing import Any

import numpy as np


def batchnorm_forward(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    running_mean: np.ndarray,
    running_var: np.ndarray,
    train: bool = True,
    momentum: float = 0.9,
    eps: float = 1e-5,
) -> tuple[np.ndarray, Any, np.ndarray, np.ndarray]:
    """Normalise each feature, then scale it by gamma and shift it by beta.

    In training, mean and variance are those of the batch (the variance is the mean of the
    squared deviations), and the running ones follow them:
    running = momentum * running + (1 - momentum) * batch.
    Otherwise the running ones are used, and stay as they are.
    x_hat = (x - mean) / sqrt(variance + eps).

    Args:
        x: the batch, shape (N, D), float64.
        gamma: the scale of each feature, shape (D,).
        beta: the shift of each feature, shape (D,).
        running_mean: the mean so far, shape (D,). The array that is given stays as it is.
        running_var: the variance so far, shape (D,). The array that is given stays as it is.
        train: whether this is training.
        momentum: how much of the old running values is kept.
        eps: what is added to the variance.

    Returns:
        out: shape (N, D).
        cache: whatever batchnorm_backward needs. It is asked for after training only.
        running_mean: the new one, shape (D,).
        running_var: the new one, shape (D,).
    """
    raise NotImplementedError("batchnorm_forward is not written yet")


def batchnorm_backward(dout: np.ndarray, cache: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute the gradients after a forward pass in training.

    Mean and variance depend on x too: every example of the batch has a part in every dx.

    Args:
        dout: the gradient at out, shape (N, D).
        cache: what batchnorm_forward returned second.

    Returns:
        dx: shape (N, D).
        dgamma: shape (D,).
        dbeta: shape (D,).
    """
    raise NotImplementedError("batchnorm_backward is not written yet")


def print_example() -> None:
    """Print the worked example: three examples of two features."""
    x = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 60.0]])
    out, cache, mean, var = batchnorm_forward(x, np.ones(2), np.zeros(2), np.zeros(2), np.ones(2))
    dx, dgamma, dbeta = batchnorm_backward(np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]), cache)
    for name, array in (("out", out), ("running_mean", mean), ("running_var", var)):
        print(f"{name} = {array.round(4).tolist()}")
    for name, array in (("dx", dx), ("dgamma", dgamma), ("dbeta", dbeta)):
        print(f"{name} = {array.round(4).tolist()}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
