# Scalar loops and math.tanh, results collected in nested Python lists of floats.
import math

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    H = len(W_xh)
    prev = [0.0 for _ in range(H)] if h0 is None else [float(v) for v in h0]
    outputs, states = [], []
    for x in inputs:
        cur = []
        for i in range(H):
            a = 0.0
            for j in range(len(x)):
                a += W_xh[i, j] * x[j]
            for j in range(H):
                a += W_hh[i, j] * prev[j]
            cur.append(math.tanh(a))
        states.append(cur)
        outputs.append([sum(W_hy[k, i] * cur[i] for i in range(H)) for k in range(len(W_hy))])
        prev = cur
    import numpy as np
    return np.array(outputs), np.array(states)
