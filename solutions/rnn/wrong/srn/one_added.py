# title: A number is added that the task does not have
# explanation: This network has no bias: a state is the sum of two products, and with weights and
#     inputs of zero it stays zero.
# fails: srn::random_sequence
# fails: srn::single_step
import numpy as np

def srn_forward(inputs: np.ndarray, W_xh: np.ndarray, W_hh: np.ndarray, W_hy: np.ndarray, h0: np.ndarray | None=None) -> tuple[np.ndarray, np.ndarray]:
    steps, hidden_size = (len(inputs), len(W_hh))
    h = np.zeros(hidden_size) if h0 is None else h0
    states = np.empty((steps, hidden_size))
    for t, x in enumerate(inputs):
        h = W_xh @ x + W_hh @ h + 1.0
        states[t] = h
    outputs = states @ W_hy.T
    return (outputs, states)
