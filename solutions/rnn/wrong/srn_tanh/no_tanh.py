# title: tanh is missing
# explanation: Your states grow as in the linear network of the task before. The new state is tanh of the
#     sum of both products.
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
        h = W_xh @ x + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
