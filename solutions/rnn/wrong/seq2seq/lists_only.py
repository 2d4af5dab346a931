# title: The pairs are changed in place, which tuples do not allow
# explanation: A pair of words may be a tuple, and belongs to the caller anyway. Take the two words out
#     and pad new ones.
# fails: seq2seq::make_data
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
    enc_indices, dec_indices, out_indices = [], [], []
    seq_data = [pair[:] for pair in seq_data]
    for pair in seq_data:
        pair[0], pair[1] = pair[0].ljust(n_step, "?"), pair[1].ljust(n_step, "?")
        word, target = pair
        enc_indices.append([LETTERS.index(letter) for letter in word + "E"])
        dec_indices.append([LETTERS.index(letter) for letter in "S" + target])
        out_indices.append([LETTERS.index(letter) for letter in target + "E"])
    one_hot = torch.eye(len(LETTERS))  # row i is the one-hot vector of letter i
    enc_input = one_hot[torch.tensor(enc_indices)]
    dec_input = one_hot[torch.tensor(dec_indices)]
    # Cross entropy wants the right letter's index, not its one-hot vector.
    return enc_input, dec_input, torch.tensor(out_indices)


class TranslateDataset(Dataset):
    """The word pairs, one item a pair, so that a DataLoader can make batches of them."""

    def __init__(
        self, enc_input: torch.Tensor, dec_input: torch.Tensor, dec_output: torch.Tensor
    ) -> None:
        """Keep the three tensors that make_data returns; each has N rows."""
        self.enc_input = enc_input
        self.dec_input = dec_input
        self.dec_output = dec_output

    def __len__(self) -> int:
        """Return N."""
        return len(self.enc_input)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return one row of each tensor: enc_input, dec_input, dec_output, in this order."""
        return self.enc_input[index], self.dec_input[index], self.dec_output[index]


class Seq2Seq(nn.Module):
    """Two nn.RNN, the encoder and the decoder, and a linear layer that scores letters."""

    def __init__(self, n_class: int = 29, n_hidden: int = 128) -> None:
        """Make encoder, decoder and fc; the two nn.RNN have one layer and one direction.

        Args:
            n_class: C, the number of letters.
            n_hidden: H, the length of the state.
        """
        super().__init__()
        self.encoder = nn.RNN(n_class, n_hidden)
        self.decoder = nn.RNN(n_class, n_hidden)
        self.fc = nn.Linear(n_hidden, n_class)

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
        # Batches come batch first, as a loader makes them. nn.RNN wants time first.
        enc_input = enc_input.transpose(0, 1)
        dec_input = dec_input.transpose(0, 1)
        # All that the decoder learns about the word is the encoder's last state.
        _, word_state = self.encoder(enc_input, enc_hidden)
        outputs, _ = self.decoder(dec_input, word_state)
        return self.fc(outputs)


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
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        epoch_loss = 0.0
        for enc_input, dec_input, dec_output in loader:
            enc_hidden = torch.zeros(1, len(enc_input), model.encoder.hidden_size)
            scores = model(enc_input, enc_hidden, dec_input)
            # Time and batch change places, so that the loop goes over words.
            words = zip(scores.transpose(0, 1), dec_output)
            loss = torch.stack([criterion(score, target) for score, target in words]).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            epoch_loss += loss.item()
        losses.append(epoch_loss)
    return losses


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
    # The empty target becomes S and n_step times ?, which is what the decoder should be given.
    enc_input, dec_input, _ = make_data([(word, "")], n_step)
    enc_hidden = torch.zeros(1, 1, model.encoder.hidden_size)
    with torch.no_grad():
        scores = model(enc_input, enc_hidden, dec_input)
    letters = "".join(LETTERS[index] for index in scores[:, 0].argmax(dim=1).tolist())
    before_end, _, _ = letters.partition("E")
    return before_end.replace("?", "")
