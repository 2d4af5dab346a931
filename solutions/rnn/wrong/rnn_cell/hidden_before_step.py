# title: hiddens holds the state before each step instead of after it
# explanation: The printed table shows the state before each step; what the function returns is h_1 to
#     h_T, the state that the cell gives back.
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
    for m in (cell, linear):
        for n, p in m.named_parameters():
            nn.init.ones_(p) if 'weight' in n else nn.init.zeros_(p)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    outputs, hiddens = [], []
    for x in seq:
        hiddens.append(hidden)
        hidden = cell(x, hidden)
        outputs.append(linear(hidden))
    return torch.stack(outputs), torch.stack(hiddens)

if __name__ == '__main__':
    c, l = build_model(2, 2, 2)
    o, h = run_cell(c, l, torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]]), torch.zeros(1, 2))
    print(o, h)
