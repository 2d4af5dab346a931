"""System calls that student code may make: seccomp's half of the lock.

https://man7.org/linux/man-pages/man2/seccomp.2.html
"""

import contextlib
import errno
from typing import Any

from grader.model import Device

from . import gpu, libraries

# What an interpreter with numpy and torch needs once it has started.  Opening, making, removing and
# executing files is Landlock's to forbid.  Processes, sockets, signals to others, links and what
# Landlock does not know (modes, owners, times, attributes, `truncate` by path) are not on the list.
ALLOWED_CALLS = (
    "read", "readv", "pread64", "preadv", "write", "writev", "pwrite64", "pwritev", "lseek",
    "close", "close_range", "open", "openat", "openat2", "stat", "fstat", "lstat", "newfstatat",
    "statx", "statfs", "fstatfs", "access", "faccessat", "faccessat2", "getdents", "getdents64",
    "readlink", "readlinkat", "getcwd", "chdir", "flock", "fsync", "fdatasync", "ftruncate",
    "fadvise64", "dup", "dup2", "dup3", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename",
    "renameat", "renameat2", "pipe", "pipe2", "umask", "mmap", "munmap", "mprotect",
    "mremap", "madvise", "brk", "msync", "mincore", "poll", "ppoll", "select", "pselect6", "futex",
    "futex_waitv", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "arch_prctl",
    "membarrier", "sched_yield", "sched_getaffinity", "sched_getparam", "sched_getscheduler",
    "sched_get_priority_max", "sched_get_priority_min", "getcpu", "rt_sigaction", "rt_sigprocmask",
    "rt_sigreturn", "rt_sigpending", "sigaltstack", "setitimer", "getitimer", "alarm", "pause",
    "nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time",
    "times", "getpid", "getppid", "gettid", "getuid", "geteuid", "getgid", "getegid", "getresuid",
    "getresgid", "getgroups", "getpgid", "getpgrp", "getsid", "getrlimit", "getrusage", "sysinfo",
    "uname", "getrandom", "restart_syscall", "exit", "exit_group",
)  # fmt: skip

_CLONE_THREAD = 0x00010000
_TCGETS, _FIONREAD, _FIOCLEX = 0x5401, 0x541B, 0x5451
_PR_SET_NAME, _PR_GET_NAME = 15, 16
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_GETLK, F_SETLK, F_SETLKW, F_DUPFD_CLOEXEC, F_GETPIPE_SZ.
# Not F_SETOWN and F_SETSIG, by which the kernel would send a signal to another process, nor
# F_SETPIPE_SZ, memory that no limit counts.
_FCNTL_COMMANDS = (0, 1, 2, 3, 5, 6, 7, 1030, 1032)
_F_SETFL, _O_ASYNC = 4, 0o20000


def build_filter(device: Device = Device.CPU) -> Any:
    """Return the filter for a process that computes on that device.

    What is not on the list fails with EPERM; a call of another architecture kills, because its
    numbers mean other calls.
    """
    seccomp = libraries.import_seccomp()
    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    with contextlib.suppress(ValueError, OSError, RuntimeError, AttributeError):
        # Before Linux 5.16 a filter slows every process down otherwise.
        rules.set_attr(seccomp.Attr.CTL_SSB, 1)
    on_gpu = device is not Device.CPU
    for name in (*ALLOWED_CALLS, *(gpu.CALLS if on_gpu else ())):
        # A call that this architecture does not have is none that could be made.
        with contextlib.suppress(ValueError, OSError, RuntimeError):
            rules.add_rule(seccomp.ALLOW, name)
    _allow_threads(seccomp, rules)
    _allow_some_commands(seccomp, rules)
    for mask, value in gpu.COMMANDS if on_gpu else ():
        rules.add_rule(seccomp.ALLOW, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, mask, value))
    return rules


def _allow_threads(seccomp: Any, rules: Any) -> None:
    """Allow threads, and no processes."""
    # A thread is a clone with CLONE_THREAD; any other clone is a process.  clone3 has its flags in
    # memory, where a filter cannot look: it is said not to exist, and libc falls back to clone.
    rules.add_rule(
        seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, _CLONE_THREAD)
    )
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")


def _allow_some_commands(seccomp: Any, rules: Any) -> None:
    """Allow, of the calls that do many things, those that do no harm."""
    # prlimit64 only for reading, and only of oneself.
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
