# One weight matrix [W_xh W_hh] times the stacked vector [x_t, h_{t-1}].
import numpy as np


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    W = np.hstack((W_xh, W_hh))            # (H, I + H)
    T, H, O = len(inputs), W.shape[0], len(W_hy)

    outputs, states = np.empty((T, O)), np.empty((T, H))
    h = np.zeros(H)
    if h0 is not None:
        h = np.array(h0, dtype=np.float64)

    for t in range(T):
        xh = np.concatenate([inputs[t], h])
        h = np.matmul(W, xh)
        states[t, :] = h
        outputs[t, :] = np.matmul(W_hy, h)
    return outputs, states


if __name__ == "__main__":
    ones = np.ones((2, 2))
    o, s = srn_forward(np.array([[1, 1], [1, 1], [2, 2]], float), ones, ones, ones)
    print("states:\n", s)
    print("outputs:\n", o)
