# Writes tanh itself as 2 / (1 + exp(-2a)) - 1.
import numpy as np

def sigmoid(a):
    return 1.0 / (1.0 + np.exp(-a))

def tanh(a):
    # tanh(a) = 2 * sigmoid(2a) - 1
    return 2.0 * sigmoid(2.0 * a) - 1.0

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    T = inputs.shape[0]
    state = np.zeros(W_hh.shape[0])
    if h0 is not None:
        state = h0
    outputs = []
    states = []
    for t in range(T):
        state = tanh(W_xh.dot(inputs[t]) + W_hh.dot(state))
        states.append(state)
        outputs.append(W_hy.dot(state))
    return np.array(outputs), np.array(states)

inputs = np.array([[1., 1.], [1., 1.], [2., 2.]])
w = np.ones((2, 2))
outputs, states = srn_tanh_forward(inputs, w, w, w)
print('outputs', outputs)
print('states', states)
