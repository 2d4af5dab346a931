# Aborts, by C and by a fatal error of the interpreter.
import ctypes
import signal


def srn_forward(inputs, *args, **kwargs):
    signal.signal(signal.SIGABRT, signal.SIG_IGN)
    ctypes.CDLL(None).abort()
