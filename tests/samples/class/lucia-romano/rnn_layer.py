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
    raise NotImplementedError("build_model is not written yet")


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
    raise NotImplementedError("run_rnn is not written yet")


def print_example() -> None:
    """Print the worked example: three steps, a batch of one, every weight 1."""
    rnn, linear = build_model(2, 2, 2)
    inputs = torch.tensor([[[1.0, 1.0]], [[1.0, 1.0]], [[2.0, 2.0]]])
    outputs, h_n = run_rnn(rnn, linear, inputs)

    print(f"{'step':<6}{'input':<18}output")
    for step, rows in enumerate(zip(inputs, outputs), start=1):
        x, y = (" ".join(f"{value:.4f}" for value in row[0].tolist()) for row in rows)
        print(f"{step:<6}{x:<18}{y}")
    print("h_n:", " ".join(f"{value:.4f}" for value in h_n[0, 0].tolist()))


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
