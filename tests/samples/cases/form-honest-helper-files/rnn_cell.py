import torch
from torch import nn
from my_utils import set_ones

def build_model(input_size, hidden_size, output_size):
    return set_ones(nn.RNNCell(input_size, hidden_size), nn.Linear(hidden_size, output_size))

def run_cell(cell, linear, seq, hidden):
    hs = []
    for x in seq:
        hidden = cell(x, hidden)
        hs.append(hidden)
    return torch.stack([linear(h) for h in hs]), torch.stack(hs)
