# fails: perceptron::gradients
# Cuts the hidden layer off from the graph.
import torch
from torch import nn


class Perceptron(nn.Module):
    def __init__(self, n_in, n_hidden, n_out):
        super().__init__()
        self.hidden = nn.Linear(n_in, n_hidden)
        self.output = nn.Linear(n_hidden, n_out)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)).detach())
