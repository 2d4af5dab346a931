"""Task 1, perceptron: a module with one hidden layer."""

import torch
from torch import nn


class Perceptron(nn.Module):
    """Two linear layers with tanh between them."""

    def __init__(self, n_in: int, n_hidden: int, n_out: int) -> None:
        """Make the layers `hidden`, n_in to n_hidden, and `output`, n_hidden to n_out."""
        super().__init__()
        ### BEGIN SOLUTION
        self.hidden = nn.Linear(n_in, n_hidden)
        self.output = nn.Linear(n_hidden, n_out)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the scores of a batch.

        Args:
            x: shape (B, n_in), float32.

        Returns:
            shape (B, n_out), attached to the graph.
        """
        ### BEGIN SOLUTION
        return self.output(torch.tanh(self.hidden(x)))
        ### END SOLUTION


if __name__ == "__main__":
    try:
        torch.manual_seed(0)
        print(Perceptron(2, 3, 1)(torch.ones(1, 2)))
    except NotImplementedError as unwritten:
        print(unwritten)
