# title: The inputs are used as working space
# explanation: The states are written into the array of inputs, which belongs to the caller. Put your
#     results into an array of your own.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::single_step
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    for t in range(len(inputs)):
        inputs[t] = W_xh @ inputs[t] + W_hh @ h
        h = inputs[t]
    return inputs @ W_hy.T, inputs

if __name__ == "__main__":
    w = np.ones((2, 2))
    print(srn_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w))
