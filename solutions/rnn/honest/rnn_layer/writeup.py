# One call of the rnn and one of the linear layer, parameters set in a loop over names, demonstration at import.
import torch

def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = torch.nn.RNN(input_size=input_size, hidden_size=hidden_size, num_layers=num_layers)
    linear = torch.nn.Linear(hidden_size, output_size)
    for net in [rnn, linear]:
        for name, param in net.named_parameters():
            if name.startswith("weight"):
                torch.nn.init.ones_(param)
            else:
                torch.nn.init.zeros_(param)
    return rnn, linear

def run_rnn(rnn, linear, inputs, h0=None):
    out, h_n = rnn(inputs, h0)
    return linear(out), h_n

inputs = torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]])
rnn, linear = build_model(2, 2, 2)
out, h_n = run_rnn(rnn, linear, inputs, torch.zeros(1, 1, 2))
print('output :', out)
print('hidden :', h_n)
