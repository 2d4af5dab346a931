"""Looking at a running process from outside: CPU time and memory."""

import sys
import time
from pathlib import Path

_CPUCLOCK_SCHED = 2


def cpu_seconds(pid: int) -> float | None:
    """Return the CPU seconds that a process has used; None when they cannot be read.

    On Linux from the process's own CPU clock (`clock_getcpuclockid(3)`), elsewhere from psutil.
    """
    if sys.platform == "linux":
        try:
            return time.clock_gettime((~pid << 3) | _CPUCLOCK_SCHED)
        except OSError:
            return None
    import psutil

    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return None
    return float(times.user + times.system)


def count_threads(pid: int) -> int:
    """Return how many threads a process has; 1 where that is not looked at."""
    if sys.platform != "linux":
        return 1
    try:
        return int(
            Path(f"/proc/{pid}/stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()[17]
        )
    except (OSError, IndexError, ValueError):
        return 1


def memory_mib(pid: int) -> float | None:
    """Return the resident memory where the kernel does not hold the limit itself.

    None on Linux, where it does.
    """
    if sys.platform == "linux":
        return None
    import psutil

    try:
        return float(psutil.Process(pid).memory_info().rss / (1 << 20))
    except psutil.Error:
        return None
