"""A student process that was started, and what starts and ends it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import Protocol

from grader.sandbox.starting.links import Link


@dataclass(slots=True)
class Started:
    """A student process that was started; `pid` is only for looking at it."""

    link: Link
    pid: int
    launcher: Launcher
    process: subprocess.Popen[bytes] | None = None

    def cpu_seconds(self) -> float | None:
        """Return the CPU seconds that it has used, where they can be told."""
        return self.launcher.cpu_seconds(self.pid)

    def interrupt(self) -> None:
        """Have it write where it is, where it can be asked."""
        self.launcher.interrupt(self.pid)

    def threads(self) -> int:
        """Return how many threads it has."""
        return self.launcher.threads(self.pid)

    def written_bytes(self) -> int:
        """Return how many bytes lie in its folder, see `Launcher.written_bytes`."""
        return self.launcher.written_bytes(self.pid)

    def end(self, *, patient: bool = False) -> int:
        """End it and return how it ended, see `Launcher.end`."""
        if _measured():
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

    def cpu_seconds(self, pid: int) -> float | None:
        """Return the CPU seconds that a process of its has used, where they can be told."""

    def interrupt(self, pid: int) -> None:
        """Have a process of its write where it is, where it can be asked."""

    def threads(self, pid: int) -> int:
        """Return how many threads a process of its has; 1 where that is not looked at."""

    def written_bytes(self, pid: int) -> int:
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


def _measured() -> bool:
    """Return whether coverage.py measures this run, subprocesses included."""
    return "COVERAGE_PROCESS_CONFIG" in os.environ or "COVERAGE_PROCESS_START" in os.environ
