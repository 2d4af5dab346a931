# Tabs, `from torch.nn import *`, tensors allocated first and filled row by row (autograd still follows), weights replaced by new nn.Parameter objects.
import torch
from torch.nn import *

def build_model(input_size, hidden_size, output_size):
	cell = RNNCell(input_size, hidden_size)
	cell.weight_ih = Parameter(torch.ones(hidden_size, input_size))
	cell.weight_hh = Parameter(torch.ones(hidden_size, hidden_size))
	cell.bias_ih = Parameter(torch.zeros(hidden_size))
	cell.bias_hh = Parameter(torch.zeros(hidden_size))
	linear = Linear(hidden_size, output_size)
	linear.weight = Parameter(torch.ones(output_size, hidden_size))
	linear.bias = Parameter(torch.zeros(output_size))
	return cell, linear

def run_cell(cell, linear, seq, hidden):
	T = seq.shape[0]
	B = seq.shape[1]
	outputs = torch.zeros(T, B, linear.out_features)
	hiddens = torch.zeros(T, B, cell.hidden_size)
	for t in range(T):
		hidden = cell(seq[t], hidden)
		hiddens[t] = hidden
		outputs[t] = linear(hidden)
	return outputs, hiddens

if __name__ == "__main__":
	cell, linear = build_model(2, 2, 2)
	print(run_cell(cell, linear, torch.tensor([[[1., 1.]], [[1., 1.]], [[2., 2.]]]), torch.zeros(1, 2)))
