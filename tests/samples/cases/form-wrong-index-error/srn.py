import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for t in range(len(inputs)):
        h = W_xh @ inputs[t + 1] + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
