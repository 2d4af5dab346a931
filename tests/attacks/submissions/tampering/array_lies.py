# An ndarray subclass that lies about its shape, dtype, size and bytes.
import numpy as np


class Liar(np.ndarray):
    shape = property(lambda self: (1 << 40, 1 << 40))
    dtype = property(lambda self: np.dtype("f8"))
    nbytes = size = property(lambda self: 0)
    ndim = property(lambda self: 255)

    def tobytes(self, order="C"):
        return b"N" * 64

    def __array__(self, *args, **kwargs):
        return self


def srn_forward(*args, **kwargs):
    return np.zeros((3, 2), "f4").view(Liar), np.zeros((3, 2), "f4").view(Liar)
