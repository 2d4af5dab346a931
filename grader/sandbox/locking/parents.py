"""Ending with one's parent, and ending one's children."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess


def die_with_parent() -> None:
    """Ask the kernel, on Linux, to kill this process when the thread that started it ends.

    Elsewhere does nothing.

    https://man7.org/linux/man-pages/man2/pr_set_pdeathsig.2const.html
    """
    if sys.platform == "linux":
        import ctypes

        PR_SET_PDEATHSIG = 1
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def kill_session(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and, where there are sessions, all that it started in its own.

    Also one that has ended: bubblewrap, killed while it makes its namespaces, leaves a child that
    waits for it for ever.
    """
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
