"""Kernel's locks on a student process: Landlock for files, seccomp for system calls.

Both are needed: Landlock knows nothing of processes, seccomp nothing of paths.  They are built in
the server and applied in the child, before it sees student code; a child that can still do what it
must not ends before it says Ready (fail closed).  They hold for an ordinary user and for root.

https://docs.kernel.org/userspace-api/landlock.html
https://man7.org/linux/man-pages/man2/seccomp.2.html
"""

import contextlib
import functools
import operator
import os
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from grader.model import Device

from . import gpu
from .libraries import import_landlock
from .readable import library_folders
from .syscalls import build_filter


class Unlocked(Exception):
    """A lock does not hold; the process must end."""


class Locks:
    """Two sets of Landlock rules and a seccomp filter.

    Both sets hold at once, and a file is reached only where both allow it.  The first is built once
    in the server: each library that may be read, by name, and the folder below which all student
    processes have theirs.  The second is built in the child, and quickly: whole library folders,
    and the child's own folder.  So a child reaches its own folder and no other child's.
    """

    def __init__(
        self, libraries: Sequence[Path], folders: Path, device: Device = Device.CPU
    ) -> None:
        self._landlock = import_landlock()
        self._folders = folders
        self._library_folders = library_folders()  # looked up here, so that no child has to
        self._scope = self._landlock.scope_for_abi(self._landlock.abi_version())
        self._gpus: list[Path] = []
        self._told: list[Path] = []
        if device is not Device.CPU:
            self._gpus, self._told = gpu.device_files(), gpu.system_files()
            gpu.load_driver()
        self._ruleset = self._build_rules(libraries, folders)
        self._filter: Any = build_filter(device)

    @property
    def fds(self) -> tuple[int, ...]:
        """Descriptors that must stay open until the locks are applied."""
        return (self._ruleset.fileno(),)

    def apply(self, folder: Path) -> None:
        """Lock this process for good and test that the locks hold.  Raises Unlocked.

        Landlock comes first: seccomp forbids the calls that it is made with.  There is one thread
        now; Landlock would not bind threads that are already there.
        """
        own_rules = self._build_rules(self._library_folders, folder)
        for ruleset in (self._ruleset, own_rules):
            ruleset.restrict()
            ruleset.close()
        self._filter.load()
        check_locks(self._folders)

    def _build_rules(self, libraries: Sequence[Path], writable: Path) -> Any:
        rights = self._landlock.AccessFS
        read = rights.READ_FILE | rights.READ_DIR
        write = (
            *(rights.WRITE_FILE, rights.TRUNCATE, rights.MAKE_REG, rights.MAKE_DIR),
            *(rights.REMOVE_FILE, rights.REMOVE_DIR, rights.REFER),
        )
        ruleset = self._landlock.Ruleset(scoped=self._scope)
        ruleset.allow_path(writable, functools.reduce(operator.or_, write, read))
        for path in (*libraries, *self._told):
            with contextlib.suppress(OSError):
                ruleset.allow_path(path, read if path.is_dir() else rights.READ_FILE)
        for path in self._gpus:
            ruleset.allow_path(path, rights.READ_FILE | rights.WRITE_FILE | rights.IOCTL_DEV)
        return ruleset


def check_locks(folders: Path) -> None:
    """Try what must not work any more.  Raises Unlocked that names what still does."""
    other_folders = ("look for other submissions", lambda: os.listdir(folders))
    still = [what for what, attempt in (*_ATTEMPTS, other_folders) if _succeeds(attempt)]
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
