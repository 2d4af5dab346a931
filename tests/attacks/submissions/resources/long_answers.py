# Answers what no frame holds: 10,001 values, 1 MiB of text, 65 MiB of numbers, nesting, a cycle, no end.
import itertools

import numpy as np

calls = 0


def nested(depth):
    value = 0.0
    for _ in range(depth):
        value = [value]
    return value


def cycle():
    value = []
    value.append(value)
    return value


ANSWERS = [
    lambda: [0.0] * 10_001,
    lambda: ("x" * ((1 << 20) + 1), b""),
    lambda: (np.zeros(65 << 17), np.zeros(1)),
    lambda: nested(17),
    lambda: nested(100_000),
    cycle,
    itertools.count,
    lambda: (np.zeros((2,) * 20), np.zeros(1)),
    lambda: {("x",) * 9_000: {}},
]


def srn_forward(inputs, *args, **kwargs):
    global calls
    calls += 1
    if calls == 1:
        return np.zeros((3, 2)), np.zeros((3, 2))
    return ANSWERS[calls % len(ANSWERS)]()
