# Imports torch and sets a device at the top of the NumPy task and defines an nn.Module it never uses; the function itself is NumPy.
import torch
import torch.nn as nn
import numpy as np
from torch.utils.data import Dataset

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print("device:", device)


class Net(nn.Module):          # tried this first, not used any more
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(2, 2)


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    if h0 is None:
        h0 = np.zeros(W_hh.shape[0])
    h = h0.copy()
    states, outputs = [], []
    for t in range(len(inputs)):
        h = inputs[t] @ W_xh.T + h @ W_hh.T
        states.append(h)
        outputs.append(h @ W_hy.T)
    return np.array(outputs), np.array(states)


if __name__ == "__main__":
    w = np.ones((2, 2))
    print(srn_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w))
