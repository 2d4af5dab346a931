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
    raise NotImplementedError("encode is not written yet")


def one_hot(indices: torch.Tensor, num_classes: int = 4) -> torch.Tensor:
    """Turn class numbers into one-hot vectors, as a sequence with a batch of one.

    Args:
        indices: a LongTensor of shape (T,), as encode returns it.
        num_classes: the length of each vector.

    Returns:
        a float32 tensor of shape (T, 1, num_classes): 1 at the class, 0 elsewhere.
    """
    raise NotImplementedError("one_hot is not written yet")


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
        raise NotImplementedError("Model.__init__ is not written yet")

    def forward(self, input: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """Take one step.

        Args:
            input: one letter of each sequence, shape (B, I).
            hidden: the state before the step, shape (B, H).

        Returns:
            the state after the step, shape (B, H), attached to the graph.
        """
        raise NotImplementedError("Model.forward is not written yet")

    def init_hidden(self) -> torch.Tensor:
        """Return the state that a sequence starts from: zeros of shape (B, H)."""
        raise NotImplementedError("Model.init_hidden is not written yet")


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
    raise NotImplementedError("train is not written yet")


def print_example() -> None:
    """Print what each of 15 epochs reads off, and its loss."""
    inputs = one_hot(encode("hello"))
    labels = encode("ohlol").unsqueeze(1)
    # A fixed seed gives everybody the same start. Not every start gets to ohlol in 15 epochs.
    torch.manual_seed(91)
    predictions, losses = train(Model(), inputs, labels)

    epochs = len(losses)
    for epoch, (word, loss) in enumerate(zip(predictions, losses), start=1):
        print(f"Predicted string: {word} , Epoch [{epoch}/{epochs}] loss={loss:.4f}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
