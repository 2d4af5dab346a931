# Returns a list of two lists of arrays instead of a tuple of two arrays (lists and tuples count alike, equal rows are stacked).
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    if h0 is None:
        h0 = np.zeros(W_xh.shape[0])
    state_t = h0
    outputs = []
    states = []
    for input_t in inputs:
        state_t = np.dot(W_xh, input_t) + np.dot(W_hh, state_t)
        states.append(state_t)
        output_t = np.dot(W_hy, state_t)
        outputs.append(output_t)
    return [outputs, states]

if __name__ == "__main__":
    inputs = np.array([[1., 1.], [1., 1.], [2., 2.]])
    W = np.ones((2, 2))
    outputs, states = srn_forward(inputs, W, W, W)
    for t in range(3):
        print("t =", t + 1, "state", states[t], "output", outputs[t])
