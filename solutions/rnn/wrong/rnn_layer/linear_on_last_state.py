# title: The linear layer is applied to h_n too
# explanation: Only the outputs go through the linear layer; h_n is handed on as the nn.RNN
#     returns it.
# fails: rnn_layer::worked_example
import torch
from torch import nn

def build_model(input_size: int, hidden_size: int, output_size: int, num_layers: int=1) -> tuple[nn.RNN, nn.Linear]:
    rnn = nn.RNN(input_size, hidden_size, num_layers)
    linear = nn.Linear(hidden_size, output_size)
    for module in (rnn, linear):
        for name, parameter in module.named_parameters():
            nn.init.constant_(parameter, 0.0 if name.startswith('bias') else 1.0)
    return (rnn, linear)

def run_rnn(rnn: nn.RNN, linear: nn.Linear, inputs: torch.Tensor, h0: torch.Tensor | None=None) -> tuple[torch.Tensor, torch.Tensor]:
    hiddens, h_n = rnn(inputs, h0)
    return (linear(hiddens), linear(h_n))
