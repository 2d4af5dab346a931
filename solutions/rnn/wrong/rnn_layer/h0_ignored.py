# title: The initial state that is passed in is not used
# explanation: The layer starts from zeros even when h0 is given. Zeros are only what None stands for; h0
#     belongs into the call.
# fails: rnn_layer::initial_state
# fails: rnn_layer::three_layers
# fails: rnn_layer::training_step
import torch
import torch.nn as nn

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = nn.RNN(input_size, hidden_size, num_layers)
    linear = nn.Linear(hidden_size, output_size)
    for m in (rnn, linear):
        for n, p in m.named_parameters():
            p.data = torch.ones_like(p) if 'weight' in n else torch.zeros_like(p)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    h0 = torch.zeros(rnn.num_layers, inputs.size(1), rnn.hidden_size)
    out, h_n = rnn(inputs, h0)
    outputs = linear(out)
    return outputs, h_n

print(run_rnn(*build_model(2, 2, 2), torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]])))
