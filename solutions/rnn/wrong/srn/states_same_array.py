# title: All rows of states are the last state
# explanation: A list keeps an array, not the numbers that it had: when the same array is changed in
#     place at every step, all entries show the last one. Make a new array for each step, or
#     append a copy.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::sizes_that_agree
# fails: srn::worked_example
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
