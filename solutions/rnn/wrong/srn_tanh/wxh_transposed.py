# title: W_xh is used transposed
# explanation: W_xh has shape (H, I): a row for each unit, a column for each input. Your product reads it
#     the other way round, which does not show where the matrix is symmetric.
# fails: srn_tanh::arguments_kept
# fails: srn_tanh::initial_state
# fails: srn_tanh::initial_states
# fails: srn_tanh::random_sequence
# fails: srn_tanh::short_and_long
# fails: srn_tanh::single_step
# fails: srn_tanh::sizes_that_agree
import numpy as np

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    xw = inputs @ W_xh
    states = []
    for t in range(len(inputs)):
        h = np.tanh(xw[t] + W_hh @ h)
        states.append(h)
    states = np.array(states)
    return states @ W_hy.T, states

if __name__ == "__main__":
    w = np.ones((2, 2))
    print(srn_tanh_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w))
