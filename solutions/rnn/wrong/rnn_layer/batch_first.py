# title: Time and batch are mixed up in the call of the layer
# explanation: nn.RNN of this task has the time steps in front: inputs are (T, B, I) and so are the
#     layer's. Nothing has to be turned round before the call.
# fails: rnn_layer::gradients
# fails: rnn_layer::initial_state
# fails: rnn_layer::random_sequence
# fails: rnn_layer::sizes_that_agree
# fails: rnn_layer::three_layers
# fails: rnn_layer::training_step
# fails: rnn_layer::model_of_ones
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = nn.RNN(input_size, hidden_size, num_layers, batch_first=True)
    linear = nn.Linear(hidden_size, output_size)
    for m in (rnn, linear):
        for n, p in m.named_parameters():
            nn.init.ones_(p) if n.startswith('weight') else nn.init.zeros_(p)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    x = inputs.transpose(0, 1)          # (B, T, I)
    out, h_n = rnn(x, h0)
    return linear(out).transpose(0, 1), h_n

if __name__ == '__main__':
    print(run_rnn(*build_model(2, 2, 2), torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]])))
