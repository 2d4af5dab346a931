# States are kept as (H, 1) columns and the columns are joined and transposed at the end.
import numpy as np
from numpy import matmul as mm

col = lambda v: np.asarray(v).reshape(-1, 1)

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    n_hidden = W_hh.shape[0]
    h = np.zeros((n_hidden, 1)) if h0 is None else col(h0)
    H, Y = None, None
    for t in range(inputs.shape[0]):
        x = col(inputs[t])
        h = mm(W_xh, x) + mm(W_hh, h)
        y = mm(W_hy, h)
        H = h if H is None else np.c_[H, h]
        Y = y if Y is None else np.c_[Y, y]
    return Y.T, H.T

if __name__=="__main__":
    I2=np.ones((2,2))
    Y,H=srn_forward(np.array([[1,1],[1,1],[2,2]])*1.0,I2,I2,I2)
    print(H); print(Y)
