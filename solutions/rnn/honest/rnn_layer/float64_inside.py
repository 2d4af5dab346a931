# Goes through layers and steps by hand, in float64, and hands float32 back.
import torch
from torch import nn


def build_model(
    input_size: int, hidden_size: int, output_size: int, num_layers: int = 1
) -> tuple[nn.RNN, nn.Linear]:
    """Build the two parts of the network, every weight 1 and every bias 0.

    Args:
        input_size: I, the length of one input vector.
        hidden_size: H, the length of the state of each layer.
        output_size: O, the length of one output vector.
        num_layers: L, the number of recurrent layers on top of each other.

    Returns:
        rnn: an nn.RNN that takes its input time first, (T, B, I).
        linear: an nn.Linear from H to O.
    """
    rnn = nn.RNN(input_size, hidden_size, num_layers)
    linear = nn.Linear(hidden_size, output_size)
    for module in (rnn, linear):
        # Going by name reaches every layer: weight_ih_l0, weight_ih_l1, ...
        for name, parameter in module.named_parameters():
            nn.init.constant_(parameter, 0.0 if name.startswith("bias") else 1.0)
    return rnn, linear


def run_rnn(rnn, linear, inputs, h0=None):
    squash = torch.tanh if rnn.nonlinearity == "tanh" else torch.relu
    below = inputs.double()
    last = []
    for layer in range(rnn.num_layers):
        w_ih, w_hh, b_ih, b_hh = (getattr(rnn, f"{name}_l{layer}").double() for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        h = torch.zeros(inputs.shape[1], rnn.hidden_size, dtype=torch.float64) if h0 is None else h0[layer].double()
        states = []
        for x in below:
            h = squash(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh)
            states.append(h)
        below = torch.stack(states)
        last.append(h)
    outputs = below @ linear.weight.double().T + linear.bias.double()
    return outputs.float(), torch.stack(last).float()
