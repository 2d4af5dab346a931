# title: Every step starts again from the initial state
# explanation: nn.RNNCell keeps nothing between two calls: it takes a state and gives the next one. Hand
#     it the state of the step before.
# fails: rnn_cell::another_cell
# fails: rnn_cell::arguments_kept
# fails: rnn_cell::gradients
# fails: rnn_cell::random_sequence
# fails: rnn_cell::sizes_that_agree
# fails: rnn_cell::training_step
# fails: rnn_cell::worked_example
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size):
    cell = nn.RNNCell(input_size, hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    for p in (cell.weight_ih, cell.weight_hh, linear.weight):
        nn.init.ones_(p)
    for p in (cell.bias_ih, cell.bias_hh, linear.bias):
        nn.init.zeros_(p)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    outputs, hiddens = [], []
    for x in seq:
        h = cell(x)
        hiddens.append(h)
        outputs.append(linear(h))
    return torch.stack(outputs), torch.stack(hiddens)
