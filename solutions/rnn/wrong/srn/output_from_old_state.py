# title: The output of a step is made from the state before it
# explanation: y_t reads h_t, the state that this step makes. In your code the output is computed before
#     the state is renewed.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::single_step
# fails: srn::sizes_that_agree
# fails: srn::worked_example
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    T = len(inputs)
    h = np.zeros(len(W_hh)) if h0 is None else h0
    Y = np.zeros((T, len(W_hy)))
    S = np.zeros((T, len(W_hh)))
    for t in range(T):
        Y[t] = W_hy @ h
        h = W_xh @ inputs[t] + W_hh @ h
        S[t] = h
    return Y, S
