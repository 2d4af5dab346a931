# Answers arrays that grow when they are stacked, converted or listed: small bytes, one wide row, a long row for a list.
import numpy as np


def srn_forward(inputs, *args, **kwargs):
    rows = [np.zeros(1 << 20, "i1") for _ in range(15)] + [np.zeros(1 << 20, "c16")]
    return rows, np.zeros((3, 2))
