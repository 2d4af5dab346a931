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
    ### BEGIN SOLUTION
    examples, _ = scores.shape
    # A number that is taken off a whole row changes no probability; the largest makes exp safe.
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(examples)
    loss = -log_probabilities[rows, labels].mean()
    dscores = np.exp(log_probabilities)
    dscores[rows, labels] -= 1.0
    return float(loss), dscores / examples
    ### END SOLUTION


def print_example() -> None:
    """Print the worked example: two examples, three classes."""
    scores = np.array([[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]])
    loss, dscores = softmax_loss(scores, np.array([0, 2]))
    print(f"loss = {loss:.6f}")
    print(f"dscores = {dscores.round(4).tolist()}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
