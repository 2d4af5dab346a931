# title: The state is set to zero in every step
# explanation: The network forgets what it has read: the first state is made once, before the
#     loop, and each step reads the one of the step before.
# fails: srn::random_sequence
# fails: srn::worked_example
import numpy as np

def srn_forward(inputs: np.ndarray, W_xh: np.ndarray, W_hh: np.ndarray, W_hy: np.ndarray, h0: np.ndarray | None=None) -> tuple[np.ndarray, np.ndarray]:
    steps, hidden_size = (len(inputs), len(W_hh))
    h = np.zeros(hidden_size) if h0 is None else h0
    states = np.empty((steps, hidden_size))
    for t, x in enumerate(inputs):
        h = np.zeros(hidden_size)
        h = W_xh @ x + W_hh @ h
        states[t] = h
    outputs = states @ W_hy.T
    return (outputs, states)
