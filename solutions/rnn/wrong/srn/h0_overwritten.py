# title: The caller's initial state is written over
# explanation: `h = h0` gives the array a second name and makes no copy: what is written into h is
#     written into h0, which belongs to the caller. Make a new array for each step.
# fails: srn::arguments_kept
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    if h0 is None:
        h = np.zeros(W_hh.shape[0])
    else:
        h = h0
    outputs, states = [], []
    for x in inputs:
        h[:] = W_xh @ x + W_hh @ h
        states.append(h.copy())
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
