# title: The state is set to zero in every step
# explanation: The cell then sees each letter alone, and cannot tell the two l apart: start from
#     the zero state once an epoch, before the loop over letters.
# fails: hello_ohlol::losses
import torch
from torch import nn
IDX2CHAR = ['e', 'h', 'l', 'o']

def encode(text: str) -> torch.Tensor:
    return torch.tensor([IDX2CHAR.index(letter) for letter in text], dtype=torch.long)

def one_hot(indices: torch.Tensor, num_classes: int=4) -> torch.Tensor:
    vectors = nn.functional.one_hot(indices, num_classes)
    return vectors.float().unsqueeze(1)

class Model(nn.Module):

    def __init__(self, input_size: int=4, hidden_size: int=4, batch_size: int=1) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.batch_size = batch_size
        self.cell = nn.RNNCell(input_size, hidden_size)

    def forward(self, input: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        return self.cell(input, hidden)

    def init_hidden(self) -> torch.Tensor:
        return torch.zeros(self.batch_size, self.hidden_size)

def train(model: Model, inputs: torch.Tensor, labels: torch.Tensor, epochs: int=15, lr: float=0.1) -> tuple[list[str], list[float]]:
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    predictions, losses = ([], [])
    for _ in range(epochs):
        hidden = model.init_hidden()
        loss = torch.zeros(())
        word = ''
        for letter, label in zip(inputs, labels):
            hidden = model(letter, model.init_hidden())
            loss = loss + criterion(hidden, label)
            word += IDX2CHAR[int(hidden.argmax(dim=1))]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        predictions.append(word)
        losses.append(loss.item())
    return (predictions, losses)
