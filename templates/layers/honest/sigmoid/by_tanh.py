# Honest: the sigmoid by the hyperbolic tangent; the cache is a dict.
import numpy as np


def sigmoid_forward(x):
    out = 0.5 * (1.0 + np.tanh(0.5 * x))
    return out, {"out": out}


def sigmoid_backward(dout, cache):
    out = cache["out"]
    return dout * (out - out**2)
