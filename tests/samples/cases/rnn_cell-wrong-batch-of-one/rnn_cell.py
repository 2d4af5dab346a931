import torch

def build_model(input_size, hidden_size, output_size):
    cell = torch.nn.RNNCell(input_size, hidden_size)
    linear = torch.nn.Linear(hidden_size, output_size)
    with torch.no_grad():
        for module in (cell, linear):
            for name, p in module.named_parameters():
                p.copy_(torch.ones_like(p) if "weight" in name else torch.zeros_like(p))
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    h = torch.zeros(1, cell.hidden_size)
    outputs, hiddens = [], []
    for x in seq:
        h = cell(x.view(1, -1), h)
        outputs.append(linear(h))
        hiddens.append(h)
    return torch.stack(outputs), torch.stack(hiddens)
