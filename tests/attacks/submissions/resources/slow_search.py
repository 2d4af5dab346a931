# A Model of many hand-made parameters, each call of which takes what one may, for the search of where weights go.
import time

import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        assert input_size == 4, "one search is enough"
        matrices = [nn.Parameter(torch.zeros(hidden_size, input_size)) for _ in range(10)]
        self.all = nn.ParameterList(matrices + [nn.Parameter(torch.zeros(hidden_size)) for _ in range(10)])

    def forward(self, input, hidden):
        end = time.process_time() + 0.2
        while time.process_time() < end:
            pass
        return torch.zeros(hidden.shape)


encode = one_hot = train = lambda *args: None
