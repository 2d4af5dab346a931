# nn.ModuleDict with 'enc' and 'dec', the output layer inside an nn.Sequential; loss as the sum over words of the mean with reduction='none'.
from typing import Sequence

import torch
from torch import LongTensor, Tensor, nn
from torch.utils.data import DataLoader, Dataset

LETTERS = "SE?abcdefghijklmnopqrstuvwxyz"
START, END, PAD = LETTERS[:3]
TABLE = torch.eye(len(LETTERS))


def indices(text: str) -> LongTensor:
    return torch.LongTensor([LETTERS.index(c) for c in text])


def make_data(seq_data: Sequence[Sequence[str]], n_step: int = 5) -> tuple[Tensor, Tensor, Tensor]:
    padded = [tuple(f"{w:{PAD}<{n_step}}" for w in pair) for pair in seq_data]
    enc = torch.stack([TABLE[indices(w + END)] for w, _ in padded])
    dec = torch.stack([TABLE[indices(START + t)] for _, t in padded])
    out = torch.stack([indices(t + END) for _, t in padded])
    return enc, dec, out


class TranslateDataset(Dataset):
    def __init__(self, enc_input: Tensor, dec_input: Tensor, dec_output: Tensor):
        assert len(enc_input) == len(dec_input) == len(dec_output)
        self.enc_input, self.dec_input, self.dec_output = enc_input, dec_input, dec_output

    def __len__(self) -> int:
        return self.dec_output.size(0)

    def __getitem__(self, k: int):
        return (self.enc_input[k], self.dec_input[k], self.dec_output[k])


class Seq2Seq(nn.Module):
    def __init__(self, n_class: int = 29, n_hidden: int = 128):
        super().__init__()
        self.nets = nn.ModuleDict({
            "dec": nn.RNN(n_class, n_hidden),
            "enc": nn.RNN(n_class, n_hidden),
        })
        self.head = nn.Sequential(nn.Linear(n_hidden, n_class))

    @property
    def hidden_size(self) -> int:
        return self.nets["enc"].hidden_size

    def forward(self, enc_input: Tensor, enc_hidden: Tensor, dec_input: Tensor) -> Tensor:
        _, code = self.nets["enc"](enc_input.swapaxes(0, 1), enc_hidden)
        steps, _ = self.nets["dec"](dec_input.swapaxes(0, 1), code)
        return self.head(steps)


def zeros(model: Seq2Seq, batch: int) -> Tensor:
    return torch.zeros(1, batch, model.hidden_size)


def train(model: Seq2Seq, loader: DataLoader, epochs: int, lr: float = 0.001) -> list[float]:
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    cross_entropy = nn.CrossEntropyLoss(reduction="none")
    losses: list[float] = []
    for _ in range(epochs):
        batch_losses = []
        for enc, dec, out in loader:
            optimizer.zero_grad()
            scores = model(enc, zeros(model, len(enc)), dec).permute(1, 2, 0)   # (B, C, steps)
            loss = cross_entropy(scores, out).mean(dim=1).sum()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())
        losses.append(sum(batch_losses))
    return losses


def translate(model: Seq2Seq, word: str, n_step: int = 5) -> str:
    enc, dec, _ = make_data([(word, "")], n_step)
    with torch.no_grad():
        best = model(enc, zeros(model, 1), dec).argmax(dim=2)
    text = "".join(LETTERS[k] for k in best[:, 0].tolist())
    return text.partition(END)[0].replace(PAD, "")


def main() -> None:
    pairs = [("hello", "hola"), ("cat", "gato"), ("good", "bueno")]
    model = Seq2Seq()
    losses = train(model, DataLoader(TranslateDataset(*make_data(pairs)), batch_size=3, shuffle=True), 5000)
    for k in range(999, 5000, 1000):
        print(f"{k + 1} {losses[k]:.6f}")
    for word, _ in pairs:
        print(f"{word} -> {translate(model, word)}")


if __name__ == "__main__":
    main()
