# Takes memory that the process's size may not show: shared maps, maps of devices, pipes, reserved pages.
import fcntl
import mmap
import os

import numpy as np


done = []


def attack():
    if done:
        return
    done.append(1)
    kept, taken = [], 0
    for _ in range(2_000):
        try:
            kept.append(mmap.mmap(-1, 1 << 24, flags=mmap.MAP_SHARED))
            kept[-1][:] = b"x" * (1 << 24)
            taken += 1 << 24
        except (OSError, ValueError, MemoryError):
            break
    pipes = []
    for _ in range(2_000):
        try:
            read, write = os.pipe()
            fcntl.fcntl(write, fcntl.F_SETFL, os.O_NONBLOCK)
            pipes.append(os.write(write, b"x" * (1 << 16)))
            fcntl.fcntl(write, 1031, 1 << 24)
        except (OSError, MemoryError):
            continue
    print("MiB:", taken >> 20, sum(pipes) >> 20)
    assert taken < 450 << 20 and sum(pipes) < 20 << 20, "more than the limit"


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
