# title: Only the last step has an output
# explanation: Here a sequence goes in and a sequence comes out: the linear layer reads the state of
#     every step, and outputs are (T, B, O).
# fails: rnn_layer::gradients
# fails: rnn_layer::initial_state
# fails: rnn_layer::random_sequence
# fails: rnn_layer::sizes_that_agree
# fails: rnn_layer::three_layers
# fails: rnn_layer::training_step
# fails: rnn_layer::worked_example
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = nn.RNN(input_size, hidden_size, num_layers)
    linear = nn.Linear(hidden_size, output_size)
    for m in (rnn, linear):
        for n, p in m.named_parameters():
            nn.init.ones_(p) if n.startswith('weight') else nn.init.zeros_(p)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    out, h_n = rnn(inputs, h0)
    return linear(out[-1]), h_n
