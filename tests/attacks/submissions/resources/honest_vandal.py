# Computes rightly, and on the side wrecks its own process: settings, modules, streams, timers, a thread.
import _thread
import os
import signal
import sys
import time
import warnings

import numpy as np


def attack():
    np.seterr(all="raise")
    warnings.simplefilter("error")
    os.environ["PATH"] = "/nowhere"
    sys.path[:] = []
    sys.setrecursionlimit(200)
    signal.setitimer(signal.ITIMER_PROF, 100)
    _thread.start_new_thread(time.sleep, (100,))
    for name in list(sys.modules):
        if name.startswith(("json", "ast", "grader.sandbox.inside.loading")):
            del sys.modules[name]


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    h = np.zeros(len(W_hh)) if h0 is None else h0
    states = []
    for x in inputs:
        h = W_xh @ x + W_hh @ h
        states.append(h)
    return np.array(states) @ W_hy.T, np.array(states)
