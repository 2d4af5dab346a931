import sys
import torch

if not torch.cuda.is_available():
    sys.exit("no GPU found")

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
