# Reads and writes where there is no memory.
import ctypes


def srn_forward(inputs, *args, **kwargs):
    ctypes.memset(8, 0, 1 << 20)
