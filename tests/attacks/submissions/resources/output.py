# Prints without end, to both streams, past Python's own buffers.
import os


def srn_forward(inputs, *args, **kwargs):
    while True:
        os.write(1 + (len(inputs) & 1), b"x" * 512)
