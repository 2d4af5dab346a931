"""A student process that was started, and what starts and ends it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

from grader.nouns import mutable

from .interpreter import is_measured
from .links import Link

_CPUCLOCK_SCHED = 2


@mutable
class Started:
    """A student process that was started.

    `pid` is only for looking at it, and None while that is not known; `server_pid` is its pid for
    the server that forked it.
    """

    link: Link
    launcher: Launcher
    pid: int | None = None
    server_pid: int = 0
    process: subprocess.Popen[bytes] | None = None

    def cpu_seconds(self) -> float | None:
        """Return the CPU seconds that it has used; None where they cannot be read.

        On Linux from the process's own CPU clock (`clock_getcpuclockid(3)`), elsewhere from psutil.
        """
        if self.pid is None:
            return None
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                return time.clock_gettime((~self.pid << 3) | _CPUCLOCK_SCHED)
            return None
        import psutil

        try:
            times = psutil.Process(self.pid).cpu_times()
        except psutil.Error:
            return None
        return float(times.user + times.system)

    def interrupt(self) -> None:
        """Have it write where it is, where it can be asked."""
        self.launcher.interrupt(self)

    def count_threads(self) -> int:
        """Return how many threads it has; 1 where that cannot be seen."""
        try:
            status = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8", errors="replace")
            return int(status.rpartition(")")[2].split()[17])
        except (OSError, IndexError, ValueError):
            return 1

    def memory_mib(self) -> float | None:
        """Return its resident memory; None on Linux, where the kernel holds the limit itself."""
        if self.pid is None or sys.platform == "linux":
            return None
        import psutil

        try:
            return float(psutil.Process(self.pid).memory_info().rss / (1 << 20))
        except psutil.Error:
            return None

    def written_bytes(self) -> int:
        """Return how many bytes lie in its folder, see `Launcher.written_bytes`."""
        return self.launcher.written_bytes(self)

    def end(self, *, patient: bool = False) -> int:
        """End it and return how it ended, see `Launcher.end`."""
        if is_measured():
            # A process that is killed writes no coverage data: let it see the end of its frames.
            self.link.close()
            return self.launcher.end(self, patient=True)
        status = self.launcher.end(self, patient=patient)
        self.link.close()
        return status


class Launcher(Protocol):
    """Starts student processes of one kind."""

    def start(self) -> Started:
        """Start a student process.  Raises SandboxError."""

    def end(self, started: Started, *, patient: bool) -> int:
        """Kill a process and what it started; return its exit code, or minus a signal's number.

        `patient` gives it a moment to end by itself first.
        """

    def interrupt(self, started: Started) -> None:
        """Have a process of its write where it is, where it can be asked."""

    def written_bytes(self, started: Started) -> int:
        """Return how many bytes lie in the folder of a process of its.

        `scratch.TOO_MUCH` when that is more than is allowed.
        """

    @property
    def alive(self) -> bool:
        """Return whether it can still start processes."""

    def leave(self) -> None:
        """Say that nothing more will be asked, without waiting."""

    def close(self) -> None:
        """End everything."""
