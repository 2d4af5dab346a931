# title: The cell is computed by hand, without its biases
# explanation: run_cell gets a cell and a linear layer of any weights and biases. Call the modules
#     themselves: they know all of their parameters.
# fails: rnn_cell::another_cell
# fails: rnn_cell::arguments_kept
# fails: rnn_cell::gradients
# fails: rnn_cell::random_sequence
# fails: rnn_cell::sizes_that_agree
# fails: rnn_cell::training_step
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size):
    cell, linear = nn.RNNCell(input_size, hidden_size), nn.Linear(hidden_size, output_size)
    for m in (cell, linear):
        for name, p in m.named_parameters():
            p.data.fill_(1.0 if name.startswith('w') else 0.0)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    outputs, hiddens = [], []
    for x in seq:
        hidden = torch.tanh(x @ cell.weight_ih.T + hidden @ cell.weight_hh.T)
        hiddens.append(hidden)
        outputs.append(hidden @ linear.weight.T)
    return torch.stack(outputs), torch.stack(hiddens)
