import numpy as np
import torch

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    X, A, B, C = (torch.from_numpy(np.array(v)) for v in (inputs, W_xh, W_hh, W_hy))
    h = torch.zeros(B.shape[0], dtype=torch.float64) if h0 is None else torch.tensor(h0)
    states = []
    for x in X:
        h = A @ x + B @ h
        states.append(h)
    states = torch.stack(states)
    return (states @ C.T).numpy(), states.numpy()
