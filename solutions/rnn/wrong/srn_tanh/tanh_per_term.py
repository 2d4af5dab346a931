# title: tanh is applied to each term instead of to their sum
# explanation: The input's part and the state's part are added first; the sum goes through tanh once.
# fails: srn_tanh::arguments_kept
# fails: srn_tanh::initial_state
# fails: srn_tanh::initial_states
# fails: srn_tanh::random_sequence
# fails: srn_tanh::short_and_long
# fails: srn_tanh::sizes_that_agree
# fails: srn_tanh::worked_example
import numpy as np

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = h0 if h0 is not None else np.zeros(W_hh.shape[0])
    outputs, states = [], []
    for x in inputs:
        h = np.tanh(W_xh @ x) + np.tanh(W_hh @ h)
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
