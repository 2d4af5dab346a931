# title: The initial state is random
# explanation: Weights start at random, the state does not: before anything was read there is nothing to
#     remember, so it is all zeros.
# fails: hello_ohlol::one_step
# fails: hello_ohlol::other_sizes
"""Task 5, hello_ohlol: teach an nn.RNNCell to read "hello" and say "ohlol".

T = time steps (letters), B = batch, I = input size, H = hidden size.
"""

import torch
from torch import nn

IDX2CHAR = ["e", "h", "l", "o"]  # a letter's class is its place in this list


def encode(text: str) -> torch.Tensor:
    """Turn a word over the letters of IDX2CHAR into class numbers.

    Args:
        text: a word of T letters, for example "hello".

    Returns:
        a LongTensor of shape (T,), for "hello" [1, 0, 2, 2, 3].
    """
    return torch.tensor([IDX2CHAR.index(letter) for letter in text], dtype=torch.long)


def one_hot(indices: torch.Tensor, num_classes: int = 4) -> torch.Tensor:
    """Turn class numbers into one-hot vectors, as a sequence with a batch of one.

    Args:
        indices: a LongTensor of shape (T,), as encode returns it.
        num_classes: the length of each vector.

    Returns:
        a float32 tensor of shape (T, 1, num_classes): 1 at the class, 0 elsewhere.
    """
    vectors = nn.functional.one_hot(indices, num_classes)
    # one_hot counts in whole numbers, but a cell multiplies by float weights.
    return vectors.float().unsqueeze(1)


class Model(nn.Module):
    """One nn.RNNCell and no other layer: its state is the vector of class scores."""

    def __init__(self, input_size: int = 4, hidden_size: int = 4, batch_size: int = 1) -> None:
        """Make the cell, and remember what init_hidden needs.

        Args:
            input_size: I, the length of one input vector.
            hidden_size: H, the length of the state, which is the number of classes.
            batch_size: B, the number of sequences run side by side.
        """
        super().__init__()
        self.hidden_size = hidden_size
        self.batch_size = batch_size
        self.cell = nn.RNNCell(input_size, hidden_size)

    def forward(self, input: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """Take one step.

        Args:
            input: one letter of each sequence, shape (B, I).
            hidden: the state before the step, shape (B, H).

        Returns:
            the state after the step, shape (B, H), attached to the graph.
        """
        return self.cell(input, hidden)

    def init_hidden(self) -> torch.Tensor:
        """Return the state that a sequence starts from: zeros of shape (B, H)."""
        return torch.randn(self.batch_size, self.hidden_size) * 0.1


def train(
    model: Model,
    inputs: torch.Tensor,
    labels: torch.Tensor,
    epochs: int = 15,
    lr: float = 0.1,
) -> tuple[list[str], list[float]]:
    """Train the model on one word, from the weights it has.

    One Adam with default betas serves the whole call. Each epoch starts from the zero
    state, reads the word once, and makes one update. The loss of an epoch is the sum over
    the T steps of the cross entropy. What is reported is from before that epoch's update.

    Args:
        model: the model to train. It is changed.
        inputs: the word that is read, one-hot, shape (T, 1, 4).
        labels: the class that each step should say, shape (T, 1), long.
        epochs: how many times the word is read.
        lr: Adam's learning rate.

    Returns:
        predictions: a string of T letters an epoch, the best-scored letter of each step.
        losses: a float an epoch.
    """
    criterion = nn.CrossEntropyLoss()
    # Adam keeps running averages of the gradients: a new one an epoch would forget them.
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    predictions, losses = [], []
    for _ in range(epochs):
        hidden = model.init_hidden()
        loss = torch.zeros(())
        word = ""
        for letter, label in zip(inputs, labels):
            hidden = model(letter, hidden)
            # The state goes in as it is: cross entropy does the softmax itself.
            loss = loss + criterion(hidden, label)
            word += IDX2CHAR[int(hidden.argmax(dim=1))]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        predictions.append(word)
        losses.append(loss.item())
    return predictions, losses
