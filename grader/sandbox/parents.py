"""Ending with one's parent."""

from __future__ import annotations

import signal
import sys


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """On Linux, asks the kernel for a signal when the thread that started this process ends; elsewhere does nothing.

    https://man7.org/linux/man-pages/man2/pr_set_pdeathsig.2const.html
    """
    if sys.platform == "linux":
        import ctypes

        PR_SET_PDEATHSIG = 1
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)
