# title: The biases are left as PyTorch draws them
# explanation: PyTorch starts biases at small random numbers, not at zero. The task asks for every bias
#     to be 0, in both modules.
# fails: rnn_cell::model_of_ones
# fails: rnn_cell::other_models
import torch
from torch import nn

def build_model(input_size, hidden_size, output_size):
    torch.manual_seed(0)
    cell = nn.RNNCell(input_size, hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    nn.init.ones_(cell.weight_ih)
    nn.init.ones_(cell.weight_hh)
    nn.init.ones_(linear.weight)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    hiddens = []
    for x in seq:
        hidden = cell(x, hidden)
        hiddens.append(hidden)
    hiddens = torch.stack(hiddens)
    return linear(hiddens), hiddens
