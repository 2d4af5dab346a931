# title: Only the first layer's weights are set
# explanation: `l0` in a parameter's name means layer 0; a layer on top has parameters of its own, with
#     l1 in their names. Go through all parameters.
# fails: rnn_layer::model_of_ones
# fails: rnn_layer::other_models
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = nn.RNN(input_size, hidden_size, num_layers)
    linear = nn.Linear(hidden_size, output_size)
    nn.init.ones_(rnn.weight_ih_l0)
    nn.init.ones_(rnn.weight_hh_l0)
    nn.init.zeros_(rnn.bias_ih_l0)
    nn.init.zeros_(rnn.bias_hh_l0)
    nn.init.ones_(linear.weight)
    nn.init.zeros_(linear.bias)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    out, h_n = rnn(inputs, h0)
    return linear(out), h_n
