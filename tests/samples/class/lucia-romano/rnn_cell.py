"""Task 3, rnn_cell: the same network with torch.nn.RNNCell.

T = time steps, B = batch, I = input size, H = hidden size, O = output size.
"""

import torch
from torch import nn


def build_model(
    input_size: int, hidden_size: int, output_size: int
) -> tuple[nn.RNNCell, nn.Linear]:
    """Build the two parts of the network, every weight 1 and every bias 0.

    Args:
        input_size: I, the length of one input vector.
        hidden_size: H, the length of the state.
        output_size: O, the length of one output vector.

    Returns:
        cell: an nn.RNNCell from (B, I) and (B, H) to (B, H).
        linear: an nn.Linear from (B, H) to (B, O).
    """
    raise NotImplementedError("build_model is not written yet")


def run_cell(
    cell: nn.RNNCell, linear: nn.Linear, seq: torch.Tensor, hidden: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Run the cell over a sequence, one call a step.

    Args:
        cell: the recurrent cell, input size I, hidden size H.
        linear: the output layer, from H to O.
        seq: the sequence, shape (T, B, I).
        hidden: the state before the first step, shape (B, H).

    Returns:
        outputs: the output of each step, shape (T, B, O).
        hiddens: the state after each step, shape (T, B, H).
        Both stay attached to the graph, so that a loss on them can be trained.
    """
    raise NotImplementedError("run_cell is not written yet")


def print_example() -> None:
    """Print the worked example: three steps, a batch of one, every weight 1."""
    cell, linear = build_model(2, 2, 2)
    seq = torch.tensor([[[1.0, 1.0]], [[1.0, 1.0]], [[2.0, 2.0]]])
    first = torch.zeros(1, 2)
    outputs, hiddens = run_cell(cell, linear, seq, first)

    # The table shows the state that each step starts from: h_0, then all states but the last.
    before = torch.cat([first.unsqueeze(0), hiddens[:-1]])
    print(f"{'step':<6}{'input':<18}{'state before':<18}output")
    for step, rows in enumerate(zip(seq, before, outputs), start=1):
        x, h, y = (" ".join(f"{value:.4f}" for value in row[0].tolist()) for row in rows)
        print(f"{step:<6}{x:<18}{h:<18}{y}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
