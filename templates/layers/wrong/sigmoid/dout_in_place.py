# fails: sigmoid::arguments_kept
# Multiplies the gradient in place, which is the caller's.
import numpy as np


def sigmoid_forward(x):
    out = 1.0 / (1.0 + np.exp(-x))
    return out, out


def sigmoid_backward(dout, cache):
    dout *= cache * (1.0 - cache)
    return dout
