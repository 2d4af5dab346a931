"""Turns on one machine.

Checks run side by side, and one that met a busy machine is run again alone.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from grader.model import Device

try:
    import fcntl
except ImportError:  # Windows, where a class is not graded
    fcntl = None  # type: ignore[assignment]


class Machine:
    """A machine that the examiners of one run share: a file to lock, and a gate before it.

    Whoever wants to be alone keeps the gate while it waits, so that no new check goes in.  Locks
    end with their process.  Without a file everybody goes in at once.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder if fcntl is not None else None

    @contextmanager
    def share_machine(self, device: Device = Device.CPU) -> Iterator[None]:
        """While others may run their checks too, but for a second one on a GPU."""
        with ExitStack() as locks:
            with self._lock_file("gate", exclusive=True):
                locks.enter_context(self._lock_file("checks", exclusive=False))
            if device is not Device.CPU:
                locks.enter_context(self._lock_file(device.value, exclusive=True))
            yield

    @contextmanager
    def reserve_machine(self) -> Iterator[None]:
        """While no other check of the run does; waits for those that are under way."""
        with self._lock_file("gate", exclusive=True), self._lock_file("checks", exclusive=True):
            yield

    @contextmanager
    def _lock_file(self, name: str, *, exclusive: bool) -> Iterator[None]:
        if self._folder is None:
            yield
            return
        file = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
            yield
        finally:
            os.close(file)
