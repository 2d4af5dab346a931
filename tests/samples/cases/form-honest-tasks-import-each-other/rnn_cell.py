import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size):
    cell = nn.RNNCell(input_size, hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    for m in (cell, linear):
        for name, p in m.named_parameters():
            nn.init.ones_(p) if name.startswith("weight") else nn.init.zeros_(p)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    hiddens = []
    for x in seq:
        hidden = cell(x, hidden)
        hiddens.append(hidden)
    hiddens = torch.stack(hiddens)
    return linear(hiddens), hiddens
from rnn_shapes import cell_shapes
_c, _l = build_model(2, 3, 4)
assert tuple(_c(torch.zeros(5, 2), torch.zeros(5, 3)).shape) == cell_shapes(5, 2, 3)["h_1"]
