# Subclasses nn.RNNCell and nn.Linear, the subclasses set their weights in reset_parameters.
from torch import Tensor, nn
import torch


class OnesMixin:
    """weights 1, biases 0"""

    def reset_parameters(self):
        with torch.no_grad():
            for name, p in self.named_parameters():
                p.fill_(float("weight" in name))


class OnesCell(OnesMixin, nn.RNNCell):
    pass


class OnesLinear(OnesMixin, nn.Linear):
    pass


def build_model(input_size: int, hidden_size: int, output_size: int):
    return OnesCell(input_size, hidden_size), OnesLinear(hidden_size, output_size)


def run_cell(cell: nn.RNNCell, linear: nn.Linear, seq: Tensor, hidden: Tensor):
    def steps():
        h = hidden
        for x in seq.unbind(0):
            h = cell(x, h)
            yield linear(h), h

    ys, hs = zip(*steps())
    return torch.stack(ys), torch.stack(hs)


if __name__ == "__main__":
    cell, linear = build_model(2, 2, 2)
    seq = torch.tensor([[[1.0, 1]], [[1, 1]], [[2, 2]]])
    outs, hids = run_cell(cell, linear, seq, torch.zeros(1, 2))
    print(outs.squeeze().tolist())
    print([[0, 0]] + hids.squeeze().tolist()[:-1])
