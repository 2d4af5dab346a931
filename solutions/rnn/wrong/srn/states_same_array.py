# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::sizes_that_agree
# fails: srn::worked_example
# Thinks a list keeps the value that an array had when it was appended.
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0])
    if h0 is not None:
        h += h0
    states = []
    outputs = []
    for x in inputs:
        h[...] = W_xh @ x + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
