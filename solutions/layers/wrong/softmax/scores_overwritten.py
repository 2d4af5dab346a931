# title: The scores are changed in place
# explanation: Subtracting with -= writes into the caller's array. Make a new one.
# fails: softmax::arguments_kept
"""Task 3, softmax: class scores to a loss and its gradient.

N = examples, C = classes.
"""

import numpy as np


def softmax_loss(scores: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Compute the mean cross entropy of the softmax of the scores, and its gradient.

    The probability of class c is exp(s_c) / sum_k exp(s_k); the loss of an example is minus
    the logarithm of its label's probability. Scores may be large (1000 and more), and the
    loss must stay finite.

    Args:
        scores: a row of scores for each example, shape (N, C), float64.
        labels: the right class of each example, shape (N,), whole numbers from 0 to C - 1.

    Returns:
        loss: the mean of the N losses, a float.
        dscores: the gradient of the loss at the scores, shape (N, C).
    """
    # A number that is taken off a whole row changes no probability; the largest makes exp safe.
    scores -= scores.max(axis=1, keepdims=True)
    shifted = scores
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(len(scores))
    loss = -log_probabilities[rows, labels].mean()
    dscores = np.exp(log_probabilities)
    dscores[rows, labels] -= 1.0
    return float(loss), dscores / len(scores)
