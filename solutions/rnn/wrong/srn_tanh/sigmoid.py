# title: The sigmoid is used where tanh is asked for
# explanation: Your states all lie between 0 and 1. tanh goes from -1 to 1, and tanh(0) is 0;
#     np.tanh has it ready.
# fails: srn_tanh::random_sequence
# fails: srn_tanh::single_step
import numpy as np

def srn_tanh_forward(inputs: np.ndarray, W_xh: np.ndarray, W_hh: np.ndarray, W_hy: np.ndarray, h0: np.ndarray | None=None) -> tuple[np.ndarray, np.ndarray]:
    steps, hidden_size = (len(inputs), len(W_hh))
    h = np.zeros(hidden_size) if h0 is None else h0
    states = np.empty((steps, hidden_size))
    for t, x in enumerate(inputs):
        h = 1 / (1 + np.exp(-(W_xh @ x + W_hh @ h)))
        states[t] = h
    outputs = states @ W_hy.T
    return (outputs, states)
