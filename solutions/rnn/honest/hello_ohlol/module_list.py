# The cell sits in an nn.ModuleList, the loss is log_softmax + nll_loss, state and loss in a helper function that is a generator.
from typing import Iterator, List, Tuple

import numpy as np
import torch
from torch import Tensor, nn, optim
from torch.nn.functional import log_softmax, nll_loss

IDX2CHAR: Tuple[str, ...] = ("e", "h", "l", "o")


def encode(text: str) -> Tensor:
    return torch.from_numpy(np.array([IDX2CHAR.index(c) for c in text], dtype=np.int64))


def one_hot(indices: Tensor, num_classes: int = 4) -> Tensor:
    table = np.identity(num_classes, dtype=np.float32)
    return torch.from_numpy(table[indices.numpy()][:, np.newaxis, :])


class Model(nn.Module):
    def __init__(self, input_size: int = 4, hidden_size: int = 4, batch_size: int = 1):
        super().__init__()
        self.cells = nn.ModuleList([nn.RNNCell(input_size, hidden_size)])
        self.batch_size = batch_size

    def forward(self, input: Tensor, hidden: Tensor) -> Tensor:
        for cell in self.cells:
            hidden = cell(input, hidden)
        return hidden

    def init_hidden(self) -> Tensor:
        return torch.zeros(self.batch_size, self.cells[0].hidden_size)


def run(model: Model, inputs: Tensor) -> Iterator[Tensor]:
    hidden = model.init_hidden()
    for x in inputs:
        hidden = model(x, hidden)
        yield hidden


def train(model: Model, inputs: Tensor, labels: Tensor, epochs: int = 15, lr: float = 0.1) -> Tuple[List[str], List[float]]:
    optimizer = optim.Adam(model.parameters(), lr=lr)
    predictions: List[str] = []
    losses: List[float] = []
    for _ in range(epochs):
        model.zero_grad()
        scores = torch.stack(list(run(model, inputs)))          # (T, 1, 4)
        logp = log_softmax(scores, dim=2)
        loss = nll_loss(logp.flatten(0, 1), labels.flatten(), reduction="sum")
        predictions.append("".join(IDX2CHAR[k] for k in logp.argmax(2).flatten().tolist()))
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return predictions, losses


def main() -> None:
    torch.manual_seed(2)
    predictions, losses = train(Model(), one_hot(encode("hello")), encode("ohlol").reshape(-1, 1))
    for k, (text, loss) in enumerate(zip(predictions, losses), start=1):
        print(f"Predicted string: {text}, Epoch [{k}/{len(losses)}] loss={loss:.4f}")


if __name__ == "__main__":
    main()
