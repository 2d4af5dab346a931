"""states h_t, outputs y_t; \d means a digit"""
import warnings
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for x in inputs:
        h = W_xh @ x + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
warnings.warn("np.matrix is old, use arrays", DeprecationWarning)
n = 3
if n is 3:
    print("three steps, pattern \d+")
print(np.array([1.0]) / 0)
