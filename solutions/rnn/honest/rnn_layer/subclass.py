# A subclass of nn.RNN with all ones; zeros for h0 made from the attributes of the rnn and the batch size of the input.
import torch
from torch import nn


class OnesRNN(nn.RNN):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for k in range(self.num_layers):
            nn.init.ones_(getattr(self, f"weight_ih_l{k}"))
            nn.init.ones_(getattr(self, f"weight_hh_l{k}"))
            nn.init.zeros_(getattr(self, f"bias_ih_l{k}"))
            nn.init.zeros_(getattr(self, f"bias_hh_l{k}"))


def build_model(input_size, hidden_size, output_size, num_layers=1):
    rnn = OnesRNN(input_size, hidden_size, num_layers=num_layers)
    linear = nn.Linear(hidden_size, output_size)
    nn.init.ones_(linear.weight)
    nn.init.zeros_(linear.bias)
    return rnn, linear


def run_rnn(rnn, linear, inputs, h0=None):
    T, B, I = inputs.shape
    if h0 is None:
        h0 = torch.zeros(rnn.num_layers, B, rnn.hidden_size)
    hs, h_n = rnn(inputs, h0)
    outputs = linear(hs.reshape(T * B, rnn.hidden_size)).reshape(T, B, -1)
    return outputs, h_n


if __name__ == "__main__":
    y, h = run_rnn(*build_model(2, 2, 2), torch.tensor([[[1.0, 1]], [[1, 1]], [[2, 2]]]))
    print(y, h)
