# title: The batch size is taken to be 1, and the state to start at zero
# explanation: B is an axis of seq and of hidden, and may be any number; the first state is the one that
#     is passed in. Look for a 1 and for zeros where the arguments say more.
# fails: rnn_cell::another_cell
# fails: rnn_cell::arguments_kept
# fails: rnn_cell::gradients
# fails: rnn_cell::random_sequence
# fails: rnn_cell::sizes_that_agree
# fails: rnn_cell::training_step
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
