# title: float32 is used where float64 is asked for
# explanation: Your numbers are right in their first seven digits only. NumPy computes in float64 by
#     itself: look for a place where you ask for float32.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::sizes_that_agree
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    inputs = inputs.astype(np.float32)
    W_xh, W_hh, W_hy = [w.astype(np.float32) for w in (W_xh, W_hh, W_hy)]
    h = np.zeros(W_hh.shape[0], dtype=np.float32) if h0 is None else h0.astype(np.float32)
    states = np.zeros((len(inputs), len(W_hh)), dtype=np.float32)
    for t, x in enumerate(inputs):
        h = W_xh @ x + W_hh @ h
        states[t] = h
    return states @ W_hy.T, states
