# title: The state that was passed in is written over
# explanation: A function gives its results back; the tensor that it was handed belongs to the caller.
#     Use a new name for each new state.
# fails: rnn_cell::arguments_kept
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size):
    cell = nn.RNNCell(input_size, hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    for m in (cell, linear):
        for n, p in m.named_parameters():
            nn.init.ones_(p) if 'weight' in n else nn.init.zeros_(p)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    h = hidden.clone()
    outputs, hiddens = [], []
    for x in seq:
        h = cell(x, h)
        outputs.append(linear(h))
        hiddens.append(h)
    hidden.data = h.detach().clone()
    return torch.stack(outputs), torch.stack(hiddens)

if __name__ == '__main__':
    c, l = build_model(2, 2, 2)
    h = torch.zeros(1, 2)
    o, hs = run_cell(c, l, torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]]), h)
    print(o, h)
