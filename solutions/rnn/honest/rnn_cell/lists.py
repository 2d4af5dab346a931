# nn.init.constant_ for the weights; returns a list of two lists of tensors.
import torch.nn as nn
import torch

def init_one(m):
    nn.init.constant_(m.weight, 1.0)
    nn.init.constant_(m.bias, 0.0)

def build_model(input_size, hidden_size, output_size):
    rnn_cell = nn.RNNCell(input_size, hidden_size)
    nn.init.constant_(rnn_cell.weight_ih, 1.0)
    nn.init.constant_(rnn_cell.weight_hh, 1.0)
    nn.init.constant_(rnn_cell.bias_ih, 0.0)
    nn.init.constant_(rnn_cell.bias_hh, 0.0)
    fc = nn.Linear(hidden_size, output_size)
    fc.apply(init_one)
    return [rnn_cell, fc]

def run_cell(cell, linear, seq, hidden):
    hiddens = [hidden]
    for x in seq:
        hiddens += [cell(x, hiddens[-1])]
    outputs = [linear(h) for h in hiddens[1:]]
    return [outputs, hiddens[1:]]
