# Computes in long double, wider than asked, and hands float64 back.
import numpy as np


def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    inputs, W_xh, W_hh, W_hy = (array.astype(np.longdouble) for array in (inputs, W_xh, W_hh, W_hy))
    h = np.zeros(len(W_hh), np.longdouble) if h0 is None else h0.astype(np.longdouble)
    states = []
    for x in inputs:
        h = np.tanh(W_xh @ x + W_hh @ h)
        states.append(h)
    states = np.stack(states)
    return (states @ W_hy.T).astype(np.float64), states.astype(np.float64)
