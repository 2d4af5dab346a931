# Calls the cell and the linear layer with their weights in float64, and hands float32 back.
import torch
from torch import nn
from torch.func import functional_call


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
    cell = nn.RNNCell(input_size, hidden_size)
    linear = nn.Linear(hidden_size, output_size)
    for module in (cell, linear):
        for name, parameter in module.named_parameters():
            # PyTorch starts from random values. nn.init overwrites them outside the graph.
            nn.init.constant_(parameter, 0.0 if name.startswith("bias") else 1.0)
    return cell, linear


def run_cell(cell, linear, seq, hidden):
    wide_cell, wide_linear = ({name: each.double() for name, each in part.named_parameters()} for part in (cell, linear))
    states, hidden = [], hidden.double()
    for x in seq.double():
        hidden = functional_call(cell, wide_cell, (x, hidden))
        states.append(hidden)
    hiddens = torch.stack(states)
    return functional_call(linear, wide_linear, (hiddens,)).float(), hiddens.float()
