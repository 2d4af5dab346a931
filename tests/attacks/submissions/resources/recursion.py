# Recurses without a limit, in Python and in C.
import sys


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return f"{self!r}"


def srn_forward(inputs, *args, **kwargs):
    sys.setrecursionlimit(10**9)
    return repr(Deep())
