from torch import nn
import rnn_cell
from rnn_cell import build_model as build_cell

def build_model(input_size, hidden_size, output_size, num_layers=1):
    _, linear = build_cell(input_size, hidden_size, output_size)
    rnn = nn.RNN(input_size, hidden_size, num_layers)
    for name, p in rnn.named_parameters():
        p.data.fill_(1 if "weight" in name else 0)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    out, h_n = rnn(inputs, h0)
    return linear(out), h_n
