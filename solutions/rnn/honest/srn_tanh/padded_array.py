# One (T + 1, H) array with h_0 in its first row, of which states[1:] is returned.
import numpy as np

class RNN:
    def __init__(self, W_xh, W_hh, W_hy):
        self.W_xh = W_xh
        self.W_hh = W_hh
        self.W_hy = W_hy

    def forward(self, x, h0):
        T = x.shape[0]
        self.h = np.zeros((T + 1, self.W_hh.shape[0]))
        self.y = np.zeros((T, self.W_hy.shape[0]))
        if h0 is not None:
            self.h[0] = h0
        for t in range(1, T + 1):
            self.h[t] = np.tanh(np.dot(self.W_xh, x[t - 1]) + np.dot(self.W_hh, self.h[t - 1]))
            self.y[t - 1] = np.dot(self.W_hy, self.h[t])
        return self.y, self.h[1:]

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    net = RNN(W_xh, W_hh, W_hy)
    return net.forward(inputs, h0)

if __name__ == '__main__':
    w = np.ones((2, 2))
    y, h = srn_tanh_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w)
    print(y)
    print(h)
