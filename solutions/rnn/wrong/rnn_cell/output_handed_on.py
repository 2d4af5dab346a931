# title: The output is handed on as the state
# explanation: The linear layer makes y_t of the state. The next call of the cell takes the state
#     itself, as the cell has returned it.
# fails: rnn_cell::worked_example
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
        hidden = cell(x, hidden)
        hidden = linear(hidden)
        output = hidden
        outputs.append(output)
        hiddens.append(hidden)
    return torch.stack(outputs), torch.stack(hiddens)
