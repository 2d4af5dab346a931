# title: W_hh is used transposed
# explanation: W_hh[i, j] is the weight from unit j to unit i. In your recurrence rows and columns have
#     changed their roles, which does not show when the matrix is symmetric.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::sizes_that_agree
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for x in inputs:
        h = W_xh @ x + h @ W_hh
        outputs.append(W_hy @ h)
        states.append(h)
    return np.stack(outputs), np.stack(states)

if __name__ == "__main__":
    w = np.ones((2, 2))
    print(srn_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w))
