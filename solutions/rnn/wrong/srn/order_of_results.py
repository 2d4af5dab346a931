# title: Outputs and states are returned in the wrong order
# explanation: Both tables are there, but the second stands where the first should. In the worked example
#     they look alike; the contract names the outputs first.
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
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    S, Y = [], []
    for x in inputs:
        h = W_xh @ x + W_hh @ h
        S.append(h)
        Y.append(W_hy @ h)
    return np.array(S), np.array(Y)

if __name__ == "__main__":
    w = np.ones((2, 2))
    S, Y = srn_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w)
    print("states", S, "outputs", Y)
