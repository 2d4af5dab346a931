# batch_first=True inside; TranslateDataset is an empty subclass of TensorDataset; layers named rnn1, rnn2, linear and declared in the opposite order (linear, rnn2, rnn1); CrossEntropyLoss(reduction='sum') / number of steps over the whole batch.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

LETTERS = "SE?abcdefghijklmnopqrstuvwxyz"
IDX = {ch: k for k, ch in enumerate(LETTERS)}


def to_idx(s):
    return torch.tensor([IDX[ch] for ch in s])


def make_data(seq_data, n_step=5):
    src = torch.stack([to_idx(a.ljust(n_step, "?") + "E") for a, b in seq_data])
    tgt_in = torch.stack([to_idx("S" + b.ljust(n_step, "?")) for a, b in seq_data])
    tgt_out = torch.stack([to_idx(b.ljust(n_step, "?") + "E") for a, b in seq_data])
    C = len(LETTERS)
    return F.one_hot(src, C).float(), F.one_hot(tgt_in, C).float(), tgt_out


class TranslateDataset(TensorDataset):
    """rows of enc_input, dec_input, dec_output: TensorDataset does just that"""


class Seq2Seq(nn.Module):
    def __init__(self, n_class=29, n_hidden=128):
        super().__init__()
        self.linear = nn.Linear(n_hidden, n_class)
        self.rnn2 = nn.RNN(n_class, n_hidden, batch_first=True)
        self.rnn1 = nn.RNN(n_class, n_hidden, batch_first=True)
        self.n_hidden = n_hidden

    def forward(self, enc_input, enc_hidden, dec_input):
        _, state = self.rnn1(enc_input, enc_hidden)
        out, _ = self.rnn2(dec_input, state)
        return self.linear(out).permute(1, 0, 2)


def train(model, loader, epochs, lr=0.001):
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    loss_fn = nn.CrossEntropyLoss(reduction="sum")
    history = []
    for epoch in range(1, epochs + 1):
        total = 0.0
        for enc, dec, out in loader:
            B, steps = out.shape
            scores = model(enc, torch.zeros(1, B, model.n_hidden), dec)
            loss = loss_fn(scores.reshape(-1, scores.shape[-1]), out.T.reshape(-1)) / steps
            opt.zero_grad(set_to_none=True)
            loss.backward()
            opt.step()
            total += loss.item()
        history.append(total)
        if epoch % 1000 == 0:
            print(f"epoch {epoch}: {total:.6f}")
    return history


@torch.no_grad()
def translate(model, word, n_step=5):
    model.eval()
    enc = F.one_hot(to_idx(word.ljust(n_step, "?") + "E"), len(LETTERS)).float()[None]
    dec = F.one_hot(to_idx("S" + "?" * n_step), len(LETTERS)).float()[None]
    best = model(enc, torch.zeros(1, 1, model.n_hidden), dec).argmax(-1).flatten()
    text = "".join(LETTERS[i] for i in best)
    return text.split("E")[0].replace("?", "")


if __name__ == "__main__":
    torch.manual_seed(0)
    pairs = (("hello", "hola"), ("cat", "gato"), ("good", "bueno"))
    net = Seq2Seq()
    train(net, DataLoader(TranslateDataset(*make_data(pairs)), batch_size=3), 5000)
    for a, b in pairs:
        print(a, "->", translate(net, a))
