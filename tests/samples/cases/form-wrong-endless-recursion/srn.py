import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    def hidden(t):
        before = hidden(t - 1)
        return W_xh @ inputs[t] + W_hh @ before
    states = np.array([hidden(t) for t in range(len(inputs))])
    return states @ W_hy.T, states
