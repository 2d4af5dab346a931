"""The kernel's locks on a student process:

Landlock for files and network, seccomp for system calls.

Both are needed: Landlock knows nothing of processes, seccomp nothing of paths.  They are built in
the server and applied in the child, before it sees student code; a child that can still do what it
must not ends before it says Ready (fail closed).  They hold for an ordinary user and for root.

https://docs.kernel.org/userspace-api/landlock.html
https://man7.org/linux/man-pages/man2/seccomp.2.html
"""

from __future__ import annotations

import contextlib
import errno
import os
import site
import socket
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.model.outcomes import Level
from grader.sandbox import namespaces

# What an interpreter with numpy and torch needs once it has started.  Opening and executing files
# is Landlock's to forbid; processes, sockets, signals to others, modes, links and attributes are
# not on the list.
ALLOWED_CALLS = (
    "read", "readv", "pread64", "preadv", "write", "writev", "pwrite64", "pwritev", "lseek", "close", "close_range",
    "open", "openat", "openat2", "stat", "fstat", "lstat", "newfstatat", "statx", "statfs", "fstatfs", "access",
    "faccessat", "faccessat2", "getdents", "getdents64", "readlink", "readlinkat", "getcwd", "chdir", "flock",
    "fsync", "fdatasync", "ftruncate", "fadvise64", "dup", "dup2", "dup3", "pipe", "pipe2", "umask",
    "mmap", "munmap", "mprotect", "mremap", "madvise", "brk", "msync", "mincore",
    "poll", "ppoll", "select", "pselect6", "futex", "futex_waitv", "set_robust_list", "get_robust_list", "rseq",
    "set_tid_address", "arch_prctl", "membarrier", "sched_yield", "sched_getaffinity", "sched_getparam",
    "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min", "getcpu",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "sigaltstack", "setitimer", "getitimer", "alarm",
    "pause", "nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time", "times",
    "getpid", "getppid", "gettid", "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups",
    "getpgid", "getpgrp", "getsid", "getrlimit", "getrusage", "sysinfo", "uname", "getrandom", "restart_syscall",
    "exit", "exit_group",
)  # fmt: skip

_CLONE_THREAD = 0x00010000
_TCGETS, _FIONREAD, _FIOCLEX = 0x5401, 0x541B, 0x5451
_PR_SET_NAME, _PR_GET_NAME = 15, 16
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_GETLK, F_SETLK, F_SETLKW, F_DUPFD_CLOEXEC, F_GETPIPE_SZ.
# Not F_SETOWN and F_SETSIG, by which the kernel would send a signal to another process, nor
# F_SETPIPE_SZ, memory that no limit counts.
_FCNTL_COMMANDS = (0, 1, 2, 3, 5, 6, 7, 1030, 1032)
_F_SETFL, _O_ASYNC = 4, 0o20000


class Unlocked(Exception):
    """A lock does not hold; the process must end."""


@dataclass(frozen=True, slots=True)
class Possible:
    """What this machine's kernel and installation can lock.

    The level, and what is missing for a better one.
    """

    level: Level
    landlock_abi: int
    missing: tuple[str, ...]


def possible() -> Possible:
    """Looks, without locking anything."""
    if sys.platform != "linux":
        return Possible(
            Level.PROCESS,
            0,
            ("Linux: the kernel's locks are only there; use the container file under templates/",),
        )
    missing = []
    abi = 0
    try:
        import landlockpy

        abi = landlockpy.abi_version()
        if abi < 1:
            missing.append("a kernel with Landlock (5.13 or newer, enabled at boot)")
    except ImportError:
        missing.append('landlockpy: pip install "tensorgrade[staff]"')
    try:
        import pyseccomp

        pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    except (ImportError, OSError, RuntimeError, AttributeError):
        missing.append(
            'pyseccomp: pip install "tensorgrade[staff]", and the system library libseccomp2'
        )
    if missing:
        return Possible(Level.PROCESS, abi, tuple(missing))
    if not namespaces.works():
        wanted = "bubblewrap (the package bubblewrap), and a system that lets it make namespaces"
        return Possible(Level.STANDARD, abi, (wanted,))
    return Possible(Level.STRICT, abi, ())


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
        self._filter: Any = _filter()

    @property
    def fds(self) -> tuple[int, ...]:
        """Descriptors that must stay open until the locks are applied."""
        return (self._ruleset.fileno(),)

    def apply(self) -> None:
        """Locks this process for good and tests that the locks hold.  Raises Unlocked."""
        self._ruleset.restrict()
        self._ruleset.close()
        self._filter.load()
        self_test()


def _filter() -> Any:
    """Everything that is not on the list fails with EPERM; another architecture's calls kill."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    with contextlib.suppress(ValueError, OSError, RuntimeError, AttributeError):
        rules.set_attr(
            seccomp.Attr.CTL_SSB, 1
        )  # before Linux 5.16 a filter slows every process down otherwise
    for name in ALLOWED_CALLS:
        with contextlib.suppress(
            ValueError, OSError, RuntimeError
        ):  # a call that this architecture does not have
            rules.add_rule(seccomp.ALLOW, name)
    rules.add_rule(
        seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, _CLONE_THREAD)
    )
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    rules.add_rule(
        seccomp.ALLOW, "prlimit64", seccomp.Arg(0, seccomp.EQ, 0), seccomp.Arg(2, seccomp.EQ, 0)
    )
    for command in (_TCGETS, _FIONREAD, _FIOCLEX):
        rules.add_rule(seccomp.ALLOW, "ioctl", seccomp.Arg(1, seccomp.EQ, command))
    for command in _FCNTL_COMMANDS:
        rules.add_rule(seccomp.ALLOW, "fcntl", seccomp.Arg(1, seccomp.EQ, command))
    without_async = seccomp.Arg(2, seccomp.MASKED_EQ, _O_ASYNC, 0)
    rules.add_rule(seccomp.ALLOW, "fcntl", seccomp.Arg(1, seccomp.EQ, _F_SETFL), without_async)
    for option in (_PR_SET_NAME, _PR_GET_NAME):
        rules.add_rule(seccomp.ALLOW, "prctl", seccomp.Arg(0, seccomp.EQ, option))
    return rules


def readable(*, with_torch: bool) -> list[Path]:
    """What student code may read.

    The standard library, numpy, torch where the task has it, and harmless devices.

    The standard library's folder may hold a site-packages of its own, so its entries are named one
    by one.
    """
    stdlib = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    found = [
        entry
        for folder in stdlib
        for entry in folder.iterdir()
        if entry.name not in ("site-packages", "dist-packages")
    ]
    roots = ["numpy", "numpy.libs"]
    if with_torch:
        roots += [
            "torch",
            "torchgen",
            "functorch",
            "sympy",
            "mpmath",
            "networkx",
            "jinja2",
            "typing_extensions.py",
        ]
    for folder in _package_folders():
        found += [folder / root for root in roots if (folder / root).exists()]
    found += [
        Path(name)
        for name in (
            "/dev/null",
            "/dev/zero",
            "/dev/urandom",
            "/etc/localtime",
            "/usr/share/zoneinfo",
        )
    ]
    return [path for path in found if path.exists()]


def _package_folders() -> Iterable[Path]:
    names = {*site.getsitepackages(), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return [Path(name) for name in sorted(names)]


def self_test() -> None:
    """Tries what must not work any more.  Raises Unlocked that names what still does."""
    still = []
    for path in ("/etc/passwd", "/proc/self/environ", sys.executable):
        try:
            os.close(os.open(path, os.O_RDONLY))
            still.append(f"read {path}")
        except PermissionError:
            continue
        except OSError:
            continue  # not there, so not read
    try:
        os.close(os.open("/tmp/grade-must-not-write", os.O_WRONLY | os.O_CREAT, 0o600))
        still.append("write to /tmp")
    except OSError:
        pass
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
        still.append("open a socket")
    except OSError:
        pass
    try:
        os.kill(os.getppid(), 0)
        still.append("signal another process")
    except OSError:
        pass
    try:
        child = os.fork()
    except OSError:
        child = -1
    if child == 0:
        os._exit(0)
    if child > 0:
        still.append("start a process")
    if still:
        raise Unlocked("the locks do not hold: student code could still " + ", ".join(still))
