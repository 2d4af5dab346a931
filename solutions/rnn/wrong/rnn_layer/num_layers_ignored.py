# title: num_layers is not handed on
# explanation: The layer has one level whatever is asked for. build_model takes num_layers, and nn.RNN
#     has an argument for it.
# fails: rnn_layer::model_of_ones
# fails: rnn_layer::other_models
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = nn.RNN(input_size, hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    for m in (rnn, linear):
        for n, p in m.named_parameters():
            nn.init.constant_(p, 1.0 if 'weight' in n else 0.0)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    out, h_n = rnn(inputs, h0)
    return linear(out), h_n

if __name__ == '__main__':
    print(run_rnn(*build_model(2, 2, 2), torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]])))
