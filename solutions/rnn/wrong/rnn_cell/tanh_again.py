# title: tanh is applied to what the cell returns
# explanation: nn.RNNCell has its tanh inside: what it returns is the new state already, and is
#     handed on as it is.
# fails: rnn_cell::worked_example
# fails: rnn_cell::random_sequence
# fails: rnn_cell::arguments_kept
# fails: rnn_cell::another_cell
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size):
    cell = nn.RNNCell(input_size=input_size, hidden_size=hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    nn.init.ones_(cell.weight_ih)
    nn.init.ones_(cell.weight_hh)
    nn.init.zeros_(cell.bias_ih)
    nn.init.zeros_(cell.bias_hh)
    nn.init.ones_(linear.weight)
    nn.init.zeros_(linear.bias)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    outputs = []
    hiddens = []
    for idx in range(seq.size(0)):
        x = seq[idx]
        hidden = torch.tanh(cell(x, hidden))
        output = linear(hidden)
        outputs.append(output)
        hiddens.append(hidden)
    return torch.stack(outputs), torch.stack(hiddens)
