# title: The logarithm of a probability that has become zero is taken
# explanation: A very unlikely class has a probability that rounds to 0, whose logarithm is infinite.
#     Take the logarithm of the softmax in one go.
# fails: softmax::large_scores
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
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    log_probabilities = np.log(np.exp(log_probabilities))
    rows = np.arange(len(scores))
    loss = -log_probabilities[rows, labels].mean()
    dscores = np.exp(log_probabilities)
    dscores[rows, labels] -= 1.0
    return float(loss), dscores / len(scores)
