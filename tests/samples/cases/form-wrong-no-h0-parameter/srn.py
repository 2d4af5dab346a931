import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy):
    h = np.zeros(W_hh.shape[0])
    outputs, states = [], []
    for x in inputs:
        h = W_xh @ x + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
