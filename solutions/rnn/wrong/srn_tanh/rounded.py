# title: The results are rounded
# explanation: How a number is printed is one thing, its value another: your results have lost their
#     later digits. Round where you print, not in what you return.
# fails: srn_tanh::arguments_kept
# fails: srn_tanh::initial_state
# fails: srn_tanh::initial_states
# fails: srn_tanh::random_sequence
# fails: srn_tanh::short_and_long
# fails: srn_tanh::single_step
# fails: srn_tanh::sizes_that_agree
# fails: srn_tanh::worked_example
import numpy as np

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for x in inputs:
        h = np.tanh(W_xh @ x + W_hh @ h)
        states.append(np.round(h, 4))
        outputs.append(np.round(W_hy @ h, 4))
    return np.array(outputs), np.array(states)
