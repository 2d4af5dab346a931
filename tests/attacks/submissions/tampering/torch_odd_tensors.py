# Tensors that are hard to send: sparse, meta, quantised, complex, bfloat16, expanded, NaN, nested.
import torch
from torch import nn

calls = 0


def build_model(input_size, hidden_size, output_size):
    return nn.RNNCell(input_size, hidden_size), nn.Linear(hidden_size, output_size)


def run_cell(cell, linear, seq, hidden):
    global calls
    calls += 1
    shape = *seq.shape[:2], linear.out_features
    kinds = [
        lambda: torch.zeros(shape),
        lambda: torch.zeros(shape).to_sparse(),
        lambda: torch.zeros(shape, device="meta"),
        lambda: torch.quantize_per_tensor(torch.zeros(shape), 0.1, 0, torch.quint8),
        lambda: torch.zeros(shape, dtype=torch.complex64).conj(),
        lambda: torch.full(shape, float("nan"), dtype=torch.bfloat16),
        lambda: torch.zeros(()).expand(shape),
        lambda: torch.nested.nested_tensor([torch.zeros(1), torch.zeros(2)]),
        lambda: torch._neg_view(torch.zeros(shape)),
    ]
    odd = kinds[(calls - 1) % len(kinds)]()
    return odd, odd if calls > 1 else torch.zeros(*seq.shape[:2], cell.hidden_size)
