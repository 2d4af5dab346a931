# The style of the write-up: init loop over named_parameters, linear.bias.data of shape (1,), lists and torch.stack.
import torch

def build_model(input_size, hidden_size, output_size):
    cell = torch.nn.RNNCell(input_size=input_size, hidden_size=hidden_size)
    for name, param in cell.named_parameters():  # 初始化参数
        if name.startswith("weight"):
            torch.nn.init.ones_(param)
        else:
            torch.nn.init.zeros_(param)
    # 线性层
    liner = torch.nn.Linear(hidden_size, output_size)
    liner.weight.data = torch.ones(output_size, hidden_size)
    liner.bias.data = torch.Tensor([0.0])
    return cell, liner

def run_cell(cell, linear, seq, hidden):
    outputs = []
    hiddens = []
    for input in seq:
        hidden = cell(input, hidden)
        output = linear(hidden)
        outputs.append(output)
        hiddens.append(hidden)
    return torch.stack(outputs), torch.stack(hiddens)

batch_size = 1
seq_len = 3
input_size = 2
hidden_size = 2
output_size = 2

cell, liner = build_model(input_size, hidden_size, output_size)
seq = torch.Tensor([[[1, 1]], [[1, 1]], [[2, 2]]])
hidden = torch.zeros(batch_size, hidden_size)
outputs, hiddens = run_cell(cell, liner, seq, hidden)
for idx in range(seq_len):
    print('=' * 20, idx, '=' * 20)
    print('Input :', seq[idx])
    print('hidden :', hidden if idx == 0 else hiddens[idx - 1])
    print('output :', outputs[idx])
