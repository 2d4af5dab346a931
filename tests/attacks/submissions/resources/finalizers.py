# Leaves objects whose finalizers never end, and weak references that raise.
import gc
import weakref

import numpy as np


class Never:
    def __del__(self):
        while True:
            pass


gc.callbacks.append(lambda *args: 1 / 0)
kept = Never()
weakref.finalize(kept, print, "gone")


def attack():
    gc.disable()
    gc.collect(0)
    gc.freeze()


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
