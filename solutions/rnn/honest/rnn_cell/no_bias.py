# bias=False in both modules, weights with .data.fill_, all outputs from one call of the linear layer on the stacked states.
import torch
from torch import nn


def build_model(input_size, hidden_size, output_size):
    cell = nn.RNNCell(input_size, hidden_size, bias=False)
    linear = nn.Linear(hidden_size, output_size, bias=False)
    for p in list(cell.parameters()) + list(linear.parameters()):
        p.data.fill_(1)
    return cell, linear


def run_cell(cell, linear, seq, hidden):
    hs = []
    for t in range(seq.size(0)):
        hidden = cell(seq[t], hidden)
        hs.append(hidden)
    hiddens = torch.stack(hs, dim=0)
    return linear(hiddens), hiddens


if __name__ == "__main__":
    c, l = build_model(2, 2, 2)
    x = torch.tensor([[[1.0, 1.0]], [[1.0, 1.0]], [[2.0, 2.0]]])
    h0 = torch.zeros(1, 2)
    y, h = run_cell(c, l, x, h0)
    before = torch.cat([h0.unsqueeze(0), h[:-1]])
    for yt, ht in zip(y, before):
        print("output", yt.detach().numpy(), "state before", ht.detach().numpy())
