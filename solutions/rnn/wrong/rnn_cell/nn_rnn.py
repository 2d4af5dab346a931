# title: nn.RNN stands where nn.RNNCell is asked for
# explanation: nn.RNNCell makes one step and the loop is yours; nn.RNN runs over a whole sequence. This
#     task is about the loop.
# fails: rnn_cell::build_model
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size):
    cell = nn.RNN(input_size, hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    for m in (cell, linear):
        for n, p in m.named_parameters():
            nn.init.constant_(p, 0.0 if 'bias' in n else 1.0)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    hiddens, _ = cell(seq, hidden.unsqueeze(0))
    outputs = linear(hiddens)
    return outputs, hiddens

if __name__ == '__main__':
    cell, linear = build_model(2, 2, 2)
    print(run_cell(cell, linear, torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]]), torch.zeros(1, 2)))
