# title: A reshape stands where axes have to be swapped
# explanation: The loss wants classes on the second axis. A reshape gives that shape and mixes up the
#     scores; swap the axes instead.
# fails: training::again
# fails: training::batches
# fails: training::one_batch
# fails: training::other_rate
"""Tasks 5 to 7: windows of a text, a training loop, greedy decoding.

B = batch, T = letters of a window, C = number of letters.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

LETTERS = " abcdefghijklmnopqrstuvwxyz"  # a letter's index is its place


class ShiftedText(Dataset):
    """Windows of a text, each with the same window one letter on."""

    def __init__(self, text: str, length: int) -> None:
        """Keep the text.

        Args:
            text: letters of LETTERS, more than length.
            length: T, the letters of a window.
        """
        self.indices = torch.tensor([LETTERS.index(letter) for letter in text])
        self.length = length

    def __len__(self) -> int:
        """Return how many windows there are: one starts at every letter that has T after it."""
        return len(self.indices) - self.length

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the window that starts at the letter `index`, and the one that starts after it.

        Both are long tensors of letters' indices, shape (T,).
        """
        window = self.indices[index : index + self.length + 1]
        return window[:-1], window[1:]


def train(model: nn.Module, loader: DataLoader, epochs: int, lr: float = 0.01) -> list[float]:
    """Train a model that scores the next letter, from the weights it has.

    One Adam with default betas serves the whole call, with one update a batch. The loss of a
    batch is the mean cross entropy over all its letters.

    Args:
        model: takes long indices (B, T), gives scores (B, T, C). It is changed.
        loader: gives pairs (inputs, targets) of long indices, each (B, T).
        epochs: how many times the loader is run through.
        lr: Adam's learning rate.

    Returns:
        losses: a float an epoch, the mean of its batch losses, each from before its update.
    """
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        batch_losses = []
        for inputs, targets in loader:
            # Cross entropy wants the classes on the second axis: (B, C, T).
            loss = nn.functional.cross_entropy((scores := model(inputs)).reshape(len(scores), -1, targets.shape[1]), targets)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())
        losses.append(sum(batch_losses) / len(batch_losses))
    return losses


def generate(model: nn.Module, prompt: str, n_letters: int, length: int) -> str:
    """Go on with a text, letter by letter, always with the best-scored one.

    The model sees the last `length` letters of what there is so far, or all while there are
    fewer; the scores of its last step say the next letter.

    Args:
        model: takes long indices (B, T), gives scores (B, T, C). It is not changed.
        prompt: at least one letter of LETTERS.
        n_letters: how many letters are added.
        length: how many letters the model sees at most.

    Returns:
        the prompt with the letters that were added.
    """
    text = prompt
    with torch.no_grad():
        for _ in range(n_letters):
            seen = torch.tensor([[LETTERS.index(letter) for letter in text[-length:]]])
            text += LETTERS[model(seen)[0, -1].argmax().item()]
    return text
