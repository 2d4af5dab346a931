import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    T = len(inputs)
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    t = 0
    while t < T:
        h = W_xh @ inputs[t] + W_hh @ h
    return np.array(outputs), np.array(states)
