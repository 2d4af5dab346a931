# A Model whose parameters have shapes that are no shapes: arrays, huge numbers, texts, tuples in tuples.
import numpy as np
import torch
from torch import nn

SHAPES = [(np.array([4, 4]), 4), (2**70, 4), ("4", 4), (((((4,),),),), 4), ()]
made = 0


class Odd(nn.Parameter):
    shape = property(lambda self: SHAPES[made % 5])


class Model(nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        global made
        made += 1
        self.cell = nn.RNNCell(input_size, hidden_size)
        self.cell.weight_ih = Odd(torch.zeros(hidden_size, input_size))

    def forward(self, input, hidden):
        return torch.zeros(hidden.size())

    init_hidden = forward


def encode(text):
    return torch.zeros(len(text), dtype=torch.long)


def one_hot(indices, num_classes=4):
    return torch.zeros(len(indices), 1, num_classes)


def train(model, inputs, labels, epochs=15, lr=0.1):
    return ["ohlol"] * epochs, [0.0] * epochs
