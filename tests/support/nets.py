"""Work with models of PyTorch's, as text, and a tensor to hand to it."""

from typing import Any

import numpy as np

from grader.model import Tensor

NETS = """
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self, size=2):
            super().__init__()
            self.size = size
            self.late, self.early = nn.Linear(size, size), nn.RNNCell(size, size)

        def forward(self, x):
            return self.late(self.early(x))

    class Odd(nn.Linear):
        pass

    class Data(torch.utils.data.Dataset):
        def __len__(self):
            return 3

        def __getitem__(self, index):
            if index >= 3:
                raise IndexError(index)
            return torch.tensor(float(index)), index

    def f(x):
        return x

    def grow(x):
        x += 1
        return x.sum()
"""


def tensor(value: Any, dtype: str = "f4") -> Tensor:
    """Return a tensor as a check sends it."""
    return Tensor(np.asarray(value, dtype))
