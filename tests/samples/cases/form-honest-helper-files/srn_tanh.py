import helpers as hp
import numpy as np

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    return hp.run(inputs, W_xh, W_hh, W_hy, h0, np.tanh)
