# A Model of many cells, whose names are numbers, texts of a megabyte and each other, called in an order of its own.
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        self.shape = batch_size, hidden_size
        for at in range(40):
            self.add_module("cell" * (1 + 50_000 * (at == 3)) + str(at), nn.RNNCell(input_size, hidden_size))

    def forward(self, input, hidden):
        for cell in reversed(list(self.children())):
            cell(input, hidden)
        return torch.zeros(hidden.shape)

    def init_hidden(self):
        return torch.zeros(self.shape)


def encode(text):
    return torch.zeros(len(text), dtype=torch.long)


def one_hot(indices, num_classes=4):
    return torch.zeros(len(indices), 1, num_classes)


def train(model, inputs, labels, epochs=15, lr=0.1):
    return ["ohlol"] * epochs, [0.0] * epochs
