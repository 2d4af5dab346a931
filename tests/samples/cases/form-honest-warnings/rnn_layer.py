# nn.RNN with dropout warns when there is one layer
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = nn.RNN(input_size, hidden_size, num_layers, dropout=0.0)
    linear = nn.Linear(hidden_size, output_size)
    for m in (rnn, linear):
        for name, p in m.named_parameters():
            nn.init.constant_(p, 1.0 if "weight" in name else 0.0)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    out, h_n = rnn(inputs, h0)
    return linear(out), h_n
warned = nn.RNN(2, 2, dropout=0.5)
print(torch.tensor(torch.ones(2)))
