# title: The two results of nn.RNN are taken for each other
# explanation: nn.RNN returns its output first, the states of all steps, and then h_n, the last
#     state of each layer. Our outputs are made of the first.
# fails: rnn_layer::worked_example
# fails: rnn_layer::random_sequence
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = nn.RNN(input_size=input_size, hidden_size=hidden_size, num_layers=num_layers)
    linear = nn.Linear(hidden_size, output_size)
    for name, p in rnn.named_parameters():
        if "weight" in name:
            nn.init.ones_(p)
        else:
            nn.init.zeros_(p)
    nn.init.ones_(linear.weight)
    nn.init.zeros_(linear.bias)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    if h0 is None:
        h0 = torch.zeros(rnn.num_layers, inputs.size(1), rnn.hidden_size)
    h_n, out = rnn(inputs, h0)
    outputs = linear(out)
    return outputs, h_n
