import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    t = 0
    while t < len(inputs):
        print("step", t, "input", inputs[t], "state", h, "weights", W_xh.tolist(), W_hh.tolist(), W_hy.tolist())
        h = W_xh @ inputs[t] + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
        t =+ 1
    return np.array(outputs), np.array(states)
