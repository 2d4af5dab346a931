# title: The sizes are fixed at two
# explanation: hidden_size and output_size come as arguments; two is only the worked example's size. Look
#     for numbers in the places where sizes belong.
# fails: rnn_cell::model_of_ones
# fails: rnn_cell::other_models
import torch

def build_model(input_size, hidden_size, output_size):
    cell = torch.nn.RNNCell(input_size=input_size, hidden_size=hidden_size)
    for name, param in cell.named_parameters():
        if name.startswith("weight"):
            torch.nn.init.ones_(param)
        else:
            torch.nn.init.zeros_(param)
    linear = torch.nn.Linear(hidden_size, output_size)
    linear.weight.data = torch.Tensor([[1, 1], [1, 1]])
    linear.bias.data = torch.Tensor([0.0])
    return cell, linear

def run_cell(cell, linear, seq, hidden):
    outputs, hiddens = [], []
    for input in seq:
        hidden = cell(input, hidden)
        outputs.append(linear(hidden))
        hiddens.append(hidden)
    return torch.stack(outputs), torch.stack(hiddens)

seq = torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]])
print(run_cell(*build_model(2, 2, 2), seq, torch.zeros(1, 2))[0])
