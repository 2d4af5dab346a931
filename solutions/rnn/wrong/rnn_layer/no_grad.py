# title: The forward pass runs without gradients
# explanation: Under torch.no_grad() nothing is attached to the graph, and nobody can train with the
#     results. It belongs around an evaluation, not into the function itself.
# fails: rnn_layer::gradients
# fails: rnn_layer::training_step
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = nn.RNN(input_size, hidden_size, num_layers)
    linear = nn.Linear(hidden_size, output_size)
    for m in (rnn, linear):
        for n, p in m.named_parameters():
            nn.init.ones_(p) if n.startswith('weight') else nn.init.zeros_(p)
    return rnn, linear

@torch.no_grad()
def run_rnn(rnn, linear, inputs, h0=None):
    out, h_n = rnn(inputs, h0)
    return linear(out), h_n
