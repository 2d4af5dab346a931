# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# Uses `or` for a default where the value is an array.
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = h0 or np.zeros(W_hh.shape[0])
    outputs, states = [], []
    for x in inputs:
        h = W_xh @ x + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
