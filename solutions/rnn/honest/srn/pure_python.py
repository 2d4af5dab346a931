# NumPy arrays are turned into plain Python lists, all sums are Python's, the result is made an array again at the end.
import numpy as np

def dot(u, v):
    return sum(a * b for a, b in zip(u, v))

def mat_vec(M, v):
    return [dot(row, v) for row in M]

def add(u, v):
    return [a + b for a, b in zip(u, v)]

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    X, Wx, Wh, Wy = inputs.tolist(), W_xh.tolist(), W_hh.tolist(), W_hy.tolist()
    h = [0.0] * len(Wh) if h0 is None else list(h0)
    outs, hids = [], []
    for x in X:
        h = add(mat_vec(Wx, x), mat_vec(Wh, h))
        hids.append(h)
        outs.append(mat_vec(Wy, h))
    return np.array(outs), np.array(hids)

def test():
    one = np.ones((2, 2))
    y, h = srn_forward(np.array([[1.0, 1], [1, 1], [2, 2]]), one, one, one)
    assert h.tolist() == [[2, 2], [6, 6], [16, 16]], h
    assert y.tolist() == [[4, 4], [12, 12], [32, 32]], y
    print(h, y)

test()
