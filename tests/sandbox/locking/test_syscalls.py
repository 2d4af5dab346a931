"""System calls under the filter: those of work go through, those of an escape fail."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.model import Level
from grader.sandbox.locking.levels import probe_locks

# Each line is tried under the filter; what it says is the error's name, or "done".
PROGRAM = """
import ctypes, errno, fcntl, os, resource, socket, sys, threading
from grader.sandbox.locking.syscalls import build_filter

libc = ctypes.CDLL(None, use_errno=True)
pipe = os.pipe()
build_filter().load()

def said(call):
    try:
        call()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"

def raw(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "")

def in_a_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()

TRIES = {
    "read": lambda: os.write(pipe[1], b"x") and os.read(pipe[0], 1),
    "thread": in_a_thread,
    "limits": lambda: resource.getrlimit(resource.RLIMIT_AS),
    "duplicate": lambda: fcntl.fcntl(0, fcntl.F_DUPFD, 0),
    "fork": os.fork,
    "clone3": lambda: raw(435, 0, 0),
    "socket": socket.socket,
    "kill": lambda: os.kill(os.getppid(), 0),
    "own": lambda: fcntl.fcntl(pipe[0], fcntl.F_SETOWN, os.getpid()),
    "asynchronous": lambda: fcntl.fcntl(pipe[0], fcntl.F_SETFL, os.O_ASYNC),
    "larger pipe": lambda: fcntl.fcntl(pipe[0], 1031, 1 << 20),
    "mode": lambda: os.chmod("/tmp", 0o777),
}
print(repr({name: said(call) for name, call in TRIES.items()}))
sys.stdout.flush()
os._exit(0)
"""


@pytest.mark.skipif(probe_locks().level is Level.PROCESS, reason="no Landlock or no seccomp here")
def test_work_goes_through_and_an_escape_fails() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answers = done.stdout
    for name in ("read", "thread", "limits", "duplicate"):
        assert f"'{name}': 'done'" in answers
    assert "'clone3': 'ENOSYS'" in answers  # libc falls back to clone, which is looked at
    for name in ("fork", "socket", "kill", "own", "asynchronous", "larger pipe", "mode"):
        assert f"'{name}': 'EPERM'" in answers
