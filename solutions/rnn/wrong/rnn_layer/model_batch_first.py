# title: The layer is made with batch_first=True
# explanation: The task's inputs have time in front, (T, B, I), which is PyTorch's default. With
#     batch_first the layer takes the steps for the batch.
# fails: rnn_layer::worked_example
# fails: rnn_layer::model_of_ones
# fails: rnn_layer::other_models
"""Task 4, rnn_layer: the same network with torch.nn.RNN.

T = time steps, B = batch, I = input size, H = hidden size, O = output size, L = layers.
"""

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
    rnn = nn.RNN(input_size, hidden_size, num_layers, batch_first=True)
    linear = nn.Linear(hidden_size, output_size)
    for module in (rnn, linear):
        # Going by name reaches every layer: weight_ih_l0, weight_ih_l1, ...
        for name, parameter in module.named_parameters():
            nn.init.constant_(parameter, 0.0 if name.startswith("bias") else 1.0)
    return rnn, linear


def run_rnn(
    rnn: nn.RNN, linear: nn.Linear, inputs: torch.Tensor, h0: torch.Tensor | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    """Run the whole sequence through the recurrent layer and the output layer.

    Args:
        rnn: the recurrent layer, time first.
        linear: the output layer, from H to O.
        inputs: the sequence, shape (T, B, I).
        h0: the state of each layer before the first step, shape (L, B, H).
            None means zeros.

    Returns:
        outputs: the output of each step, shape (T, B, O).
        h_n: the state of each layer after the last step, shape (L, B, H).
        Both stay attached to the graph, so that a loss on them can be trained.
    """
    # nn.RNN reads None as a zero state of the right size, just as we promise.
    hiddens, h_n = rnn(inputs, h0)
    # What nn.RNN calls its output is the state of the top layer. Our output is one layer further.
    return linear(hiddens), h_n
