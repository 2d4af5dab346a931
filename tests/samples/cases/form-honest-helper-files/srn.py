from helpers import *

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    return run(inputs, W_xh, W_hh, W_hy, h0, lambda a: a)
