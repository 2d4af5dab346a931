# title: h_n holds the last layer only
# explanation: nn.RNN keeps a state for each of its layers, so h_n is (L, B, H). With one layer only the
#     missing axis shows.
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
            p.data.fill_(1.0 if 'weight' in n else 0.0)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    out, h_n = rnn(inputs, h0)
    return linear(out), h_n[-1]
