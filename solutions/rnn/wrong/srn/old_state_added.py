# title: The state before is added once more
# explanation: The new state is W_xh x_t + W_hh h_{t-1} and nothing else: what comes from the old
#     state goes through W_hh. Look for += or for h on its own on the right.
# fails: srn::random_sequence
# fails: srn::worked_example
import numpy as np

def srn_forward(inputs: np.ndarray, W_xh: np.ndarray, W_hh: np.ndarray, W_hy: np.ndarray, h0: np.ndarray | None=None) -> tuple[np.ndarray, np.ndarray]:
    steps, hidden_size = (len(inputs), len(W_hh))
    h = np.zeros(hidden_size) if h0 is None else h0
    states = np.empty((steps, hidden_size))
    for t, x in enumerate(inputs):
        h = h + W_xh @ x + W_hh @ h
        states[t] = h
    outputs = states @ W_hy.T
    return (outputs, states)
