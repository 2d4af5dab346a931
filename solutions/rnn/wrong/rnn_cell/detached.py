# title: The results are cut off from the graph
# explanation: `.data`, `.detach()` and `.item()` give numbers that no gradient flows through. The
#     outputs and states have to stay attached, so that somebody can train with them.
# fails: rnn_cell::gradients
# fails: rnn_cell::training_step
import torch

def build_model(input_size, hidden_size, output_size):
    cell = torch.nn.RNNCell(input_size, hidden_size)
    linear = torch.nn.Linear(hidden_size, output_size)
    for name, param in [*cell.named_parameters(), *linear.named_parameters()]:
        param.data = torch.ones_like(param) if name.startswith("weight") else torch.zeros_like(param)
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    outputs, hiddens = [], []
    for x in seq:
        hidden = cell(x, hidden)
        outputs.append(linear(hidden).data)
        hiddens.append(hidden.detach())
    return torch.stack(outputs), torch.stack(hiddens)
