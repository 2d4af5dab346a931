# title: tanh is taken of one of the two products only
# explanation: h_t is tanh of the whole sum: first add what comes from the input and what comes
#     from the state, then apply tanh once.
# fails: srn_tanh::random_sequence
# fails: srn_tanh::single_step
import numpy as np

def srn_tanh_forward(inputs: np.ndarray, W_xh: np.ndarray, W_hh: np.ndarray, W_hy: np.ndarray, h0: np.ndarray | None=None) -> tuple[np.ndarray, np.ndarray]:
    steps, hidden_size = (len(inputs), len(W_hh))
    h = np.zeros(hidden_size) if h0 is None else h0
    states = np.empty((steps, hidden_size))
    for t, x in enumerate(inputs):
        h = W_xh @ x + np.tanh(W_hh @ h)
        states[t] = h
    outputs = states @ W_hy.T
    return (outputs, states)
