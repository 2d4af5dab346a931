# title: Mean and variance are taken for constants on the way back
# explanation: Both are made from x, so that x moves the answer through them too. Their parts are missing
#     in your gradient.
# fails: batchnorm::gradients
# fails: batchnorm::other_gradients
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
    if train:
        mean, var = x.mean(axis=0), x.var(axis=0)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma), running_mean, running_var


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
    x_hat, std, gamma = cache
    dgamma = (dout * x_hat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    dx_hat = dout * gamma
    # What goes through the mean, and what goes through the variance, comes off.
    dx = dx_hat / std
    return dx, dgamma, dbeta
