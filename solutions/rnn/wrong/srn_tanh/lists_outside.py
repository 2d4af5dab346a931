# title: The lists of results live on between calls
# explanation: A list made outside of the function is the same one at every call, so that a second call
#     also returns the first one's steps. Make the lists inside.
# fails: srn_tanh::srn_tanh_forward
import numpy as np

outputs = []
states = []

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    for x in inputs:
        h = np.tanh(W_xh @ x + W_hh @ h)
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)

w = np.ones((2, 2))
print(srn_tanh_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w))
