# title: Only the last state is returned
# explanation: PyTorch's h_n is the last state; here `states` holds the state of every step, as a table
#     of shape (T, H).
# fails: srn_tanh::srn_tanh_forward
import numpy as np

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs = []
    for x in inputs:
        h = np.tanh(W_xh @ x + W_hh @ h)
        outputs.append(W_hy @ h)
    return np.array(outputs), h
