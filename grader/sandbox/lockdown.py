"""The kernel's locks on a student process: Landlock for files, seccomp for system calls.

Both are needed: Landlock knows nothing of processes, seccomp nothing of paths.  They are built in
the server and applied in the child, before it sees student code; a child that can still do what it
must not ends before it says Ready (fail closed).  They hold for an ordinary user and for root.

https://docs.kernel.org/userspace-api/landlock.html
https://man7.org/linux/man-pages/man2/seccomp.2.html
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from grader.sandbox.readable import readable
from grader.sandbox.syscalls import build_filter


class Unlocked(Exception):
    """A lock does not hold; the process must end."""


class Locks:
    """Landlock rules and a seccomp filter, built once and applied in each child."""

    def __init__(self, *, with_torch: bool) -> None:
        import landlockpy

        self._ruleset: Any = landlockpy.Ruleset(
            scoped=landlockpy.scope_for_abi(landlockpy.abi_version())
        )
        read = landlockpy.AccessFS.READ_FILE | landlockpy.AccessFS.READ_DIR
        for path in readable(with_torch=with_torch):
            with contextlib.suppress(OSError):
                rights = read if path.is_dir() else landlockpy.AccessFS.READ_FILE
                self._ruleset.allow_path(path, rights)
        self._filter: Any = build_filter()

    @property
    def fds(self) -> tuple[int, ...]:
        """Descriptors that must stay open until the locks are applied."""
        return (self._ruleset.fileno(),)

    def apply(self) -> None:
        """Lock this process for good and test that the locks hold.  Raises Unlocked.

        Landlock comes first: seccomp forbids the calls that it is made with.  There is one thread
        now; Landlock would not bind threads that are already there.
        """
        self._ruleset.restrict()
        self._ruleset.close()
        self._filter.load()
        self_test()


def self_test() -> None:
    """Try what must not work any more.  Raises Unlocked that names what still does."""
    still = [what for what, attempt in _ATTEMPTS if _succeeds(attempt)]
    if still:
        raise Unlocked("the locks do not hold: student code could still " + ", ".join(still))


def _succeeds(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False  # forbidden, or not there, and so not reached either
    return True


def _read(path: str) -> None:
    os.close(os.open(path, os.O_RDONLY))


def _write() -> None:
    os.close(os.open("/tmp/grade-must-not-write", os.O_WRONLY | os.O_CREAT, 0o600))


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


_ATTEMPTS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("read /etc/passwd", lambda: _read("/etc/passwd")),
    ("read /proc/self/environ", lambda: _read("/proc/self/environ")),
    ("read the interpreter", lambda: _read(sys.executable)),
    ("write to /tmp", _write),
    ("open a socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()),
    ("signal another process", lambda: os.kill(os.getppid(), 0)),
    ("start a process", _fork),
)
