"""Task 6, seq2seq: an encoder and a decoder that translate three words.

N = word pairs, B = batch, C = number of letters, H = hidden size.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

LETTERS = "SE?abcdefghijklmnopqrstuvwxyz"  # S starts, E ends, ? pads; a letter's index is its place


def make_data(
    seq_data: list[tuple[str, str]], n_step: int = 5
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Turn word pairs into the three tensors that the model is trained on.

    Every word is first padded with ? to n_step letters. seq_data stays as it is.

    Args:
        seq_data: N pairs (word, target), no word longer than n_step.
        n_step: the length that words are padded to.

    Returns:
        enc_input: one-hot of word + E, float, shape (N, n_step + 1, C).
        dec_input: one-hot of S + target, float, shape (N, n_step + 1, C).
        dec_output: letter indices of target + E, long, shape (N, n_step + 1).
    """
    raise NotImplementedError("make_data is not written yet")


class TranslateDataset(Dataset):
    """The word pairs, one item a pair, so that a DataLoader can make batches of them."""

    def __init__(
        self, enc_input: torch.Tensor, dec_input: torch.Tensor, dec_output: torch.Tensor
    ) -> None:
        """Keep the three tensors that make_data returns; each has N rows."""
        raise NotImplementedError("TranslateDataset.__init__ is not written yet")

    def __len__(self) -> int:
        """Return N."""
        raise NotImplementedError("TranslateDataset.__len__ is not written yet")

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return one row of each tensor: enc_input, dec_input, dec_output, in this order."""
        raise NotImplementedError("TranslateDataset.__getitem__ is not written yet")


class Seq2Seq(nn.Module):
    """Two nn.RNN, the encoder and the decoder, and a linear layer that scores letters."""

    def __init__(self, n_class: int = 29, n_hidden: int = 128) -> None:
        """Make encoder, decoder and fc; the two nn.RNN have one layer and one direction.

        Args:
            n_class: C, the number of letters.
            n_hidden: H, the length of the state.
        """
        super().__init__()
        raise NotImplementedError("Seq2Seq.__init__ is not written yet")

    def forward(
        self, enc_input: torch.Tensor, enc_hidden: torch.Tensor, dec_input: torch.Tensor
    ) -> torch.Tensor:
        """Read the words, then score every letter at every step of the translation.

        The encoder starts from enc_hidden, the decoder from the encoder's last state.

        Args:
            enc_input: one-hot words, shape (B, n_step + 1, C).
            enc_hidden: the state that the encoder starts from, shape (1, B, H).
            dec_input: one-hot decoder inputs, shape (B, n_step + 1, C).

        Returns:
            scores without a softmax, shape (n_step + 1, B, C): time first, unlike the
            inputs. They stay attached to the graph.
        """
        raise NotImplementedError("Seq2Seq.forward is not written yet")


def train(model: Seq2Seq, loader: DataLoader, epochs: int, lr: float = 0.001) -> list[float]:
    """Train the model, from the weights it has.

    One Adam with default betas serves the whole call, with one update a batch. The encoder
    starts from a zero state. The loss of a batch is the sum over its words of the mean
    cross entropy over the steps.

    Args:
        model: the model to train, of any n_hidden. It is changed.
        loader: gives batches (enc_input, dec_input, dec_output) of B words. B may differ
            from batch to batch: the last one may be smaller.
        epochs: how many times the loader is run through.
        lr: Adam's learning rate.

    Returns:
        losses: a float an epoch, the sum of its batch losses, each from before its update.
    """
    raise NotImplementedError("train is not written yet")


def translate(model: Seq2Seq, word: str, n_step: int = 5) -> str:
    """Translate one word.

    The decoder is given S and then n_step times ?, for the target is not known. Each
    step's best-scored letter is taken. What follows the first E goes, and E with it; if
    there is no E, all is kept. Of the rest every ? goes, every other letter stays.

    Args:
        model: a model of any n_hidden. It is not changed.
        word: at most n_step letters.
        n_step: the length that the word is padded to.

    Returns:
        the translation.
    """
    raise NotImplementedError("translate is not written yet")


def print_example() -> None:
    """Train on three pairs for 5000 epochs, then translate the three words."""
    pairs = [("hello", "hola"), ("cat", "gato"), ("good", "bueno")]
    loader = DataLoader(TranslateDataset(*make_data(pairs)), batch_size=3)
    # A fixed seed gives everybody the same start.
    torch.manual_seed(0)
    model = Seq2Seq()
    losses = train(model, loader, epochs=5000)

    for epoch in range(1000, len(losses) + 1, 1000):
        print(f"Epoch: {epoch} cost = {losses[epoch - 1]:.6f}")
    for word, _ in pairs:
        print(f"{word} -> {translate(model, word)}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
