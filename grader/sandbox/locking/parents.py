"""Ending with one's parent, waiting for the end of one's children, and ending them."""

from __future__ import annotations

import contextlib
import os
import select
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


def wait_for(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for a child's end, so long at most; return whether it has ended.

    `Popen.wait` with a limit looks now and then, up to 50 ms late.

    https://man7.org/linux/man-pages/man2/pidfd_open.2.html
    """
    if process.poll() is not None:
        return True
    try:
        pidfd = os.pidfd_open(process.pid)
    except (AttributeError, OSError):  # not on Linux, or a kernel before 5.3
        from subprocess import TimeoutExpired

        with contextlib.suppress(TimeoutExpired):
            process.wait(seconds)
        return process.poll() is not None
    try:
        poll = select.poll()
        poll.register(pidfd, select.POLLIN)
        poll.poll(seconds * 1000)
    finally:
        os.close(pidfd)
    return process.poll() is not None
