"""A student process that was started, and what starts and ends it."""

from __future__ import annotations

import subprocess
from typing import Protocol

from grader.nouns import mutable

from .interpreter import is_measured
from .links import Link
from .watch import count_threads, cpu_seconds, memory_mib


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
        """Return the CPU seconds that it has used, where they can be told."""
        return cpu_seconds(self.pid) if self.pid is not None else None

    def interrupt(self) -> None:
        """Have it write where it is, where it can be asked."""
        self.launcher.interrupt(self)

    def threads(self) -> int:
        """Return how many threads it has; 1 where that is not looked at."""
        return count_threads(self.pid) if self.pid is not None else 1

    def memory_mib(self) -> float | None:
        """Return its memory where the kernel does not hold the limit itself."""
        return memory_mib(self.pid) if self.pid is not None else None

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
