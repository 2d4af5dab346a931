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
