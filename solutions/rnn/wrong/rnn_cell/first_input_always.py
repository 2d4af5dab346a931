# title: Every step is given the first input
# explanation: The state is handed on, and the input is not: step t reads seq[t].
# fails: rnn_cell::random_sequence
import torch
from torch import nn

def build_model(input_size: int, hidden_size: int, output_size: int) -> tuple[nn.RNNCell, nn.Linear]:
    cell = nn.RNNCell(input_size, hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    for module in (cell, linear):
        for name, parameter in module.named_parameters():
            nn.init.constant_(parameter, 0.0 if name.startswith('bias') else 1.0)
    return (cell, linear)

def run_cell(cell: nn.RNNCell, linear: nn.Linear, seq: torch.Tensor, hidden: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    states = []
    for x in seq:
        hidden = cell(seq[0], hidden)
        states.append(hidden)
    hiddens = torch.stack(states)
    outputs = linear(hiddens)
    return (outputs, hiddens)
