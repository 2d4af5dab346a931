# Builds a real nn.RNN and nn.RNNCell, runs them and reports the torch.Size of what comes out.
import torch
import torch.nn as nn


def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    rnn = nn.RNN(input_size, hidden_size, num_layers, batch_first=batch_first)
    if batch_first:
        x = torch.randn(batch_size, seq_len, input_size)
    else:
        x = torch.randn(seq_len, batch_size, input_size)
    h_0 = torch.zeros(num_layers, batch_size, hidden_size)
    output, h_n = rnn(x, h_0)
    return {'input': x.shape, 'h_0': h_0.shape, 'output': output.shape, 'h_n': h_n.shape}


def cell_shapes(batch_size, input_size, hidden_size):
    cell = nn.RNNCell(input_size, hidden_size)
    x, h_0 = torch.randn(batch_size, input_size), torch.zeros(batch_size, hidden_size)
    h_1 = cell(x, h_0)
    return {'input': x.size(), 'h_0': h_0.size(), 'h_1': h_1.size()}


if __name__ == '__main__':
    print(rnn_shapes(3, 1, 2, 2))
    print(cell_shapes(1, 2, 2))
