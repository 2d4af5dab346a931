# fails: sigmoid::backward
# Takes x for the output when it computes the slope.
import numpy as np


def sigmoid_forward(x):
    return 1.0 / (1.0 + np.exp(-x)), x


def sigmoid_backward(dout, cache):
    return dout * cache * (1.0 - cache)
