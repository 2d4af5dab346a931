# itertools.accumulate over the inputs, no loop statement at all.
from itertools import accumulate
import numpy as np


def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    start = np.zeros(W_hh.shape[0]) if h0 is None else h0
    step = lambda h, x: np.tanh(W_xh @ x + W_hh @ h)
    states = np.array(list(accumulate(inputs, step, initial=start))[1:])
    return np.dot(states, W_hy.T), states


if __name__ == "__main__":
    ones = np.ones((2, 2))
    outputs, states = srn_tanh_forward(np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]]), ones, ones, ones)
    print(outputs, states, sep="\n")
