# title: The initial state that is passed in is not used
# explanation: Your network starts from zeros even when a state h_0 is given. Zeros are only what None
#     stands for; look at where your first state comes from.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    T, H = inputs.shape[0], W_hh.shape[0]
    h0 = np.zeros(H)
    states = np.zeros((T, H))
    h = h0
    for t in range(T):
        h = W_xh.dot(inputs[t]) + W_hh.dot(h)
        states[t] = h
    outputs = states.dot(W_hy.T)
    return outputs, states
