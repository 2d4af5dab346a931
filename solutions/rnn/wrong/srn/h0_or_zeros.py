# title: An array is asked whether it is true
# explanation: `or` and `if h0:` do not work for an array of several numbers, which is neither true nor
#     false. Ask whether h0 is None instead.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = h0 or np.zeros(W_hh.shape[0])
    outputs, states = [], []
    for x in inputs:
        h = W_xh @ x + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
