"""What a student process may not have, and may not leave behind."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.processes import HOW, LIMITS, UNLOCKED, Student, task

from grader.model import ServerKind
from grader.sandbox.starting.launchers import make_launcher

SEARCHING = """
    import os

    def f():
        return sorted(os.environ.values())

    def search(first, second, plant):
        '''Whether `plant` left the two halves side by side in this process's memory.'''
        planted = first + second if plant else b""
        with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
            for line in maps:
                place, rights = line.split()[:2]
                start, end = (int(part, 16) for part in place.split("-"))
                if not rights.startswith("rw") or end - start > 1 << 25:
                    continue
                try:
                    memory.seek(start)
                    piece = memory.read(end - start)
                except OSError:
                    continue
                at = piece.find(first)
                while at >= 0:
                    if piece.startswith(second, at + len(first)):
                        return True
                    at = piece.find(first, at + 1)
        return False
"""


@pytest.mark.skipif(sys.platform != "linux", reason="searches /proc/self/mem, which only Linux has")
@pytest.mark.parametrize("how", UNLOCKED)
def test_a_secret_of_the_parent_s_environment_or_memory_does_not_reach_it(
    monkeypatch: pytest.MonkeyPatch, how: Any
) -> None:
    first, second = os.urandom(12).hex(), os.urandom(12).hex()
    secret = first + second
    monkeypatch.setenv("GRADE_TOKEN", secret)
    launcher = make_launcher(ServerKind.NUMPY, LIMITS, train=False, **HOW[how])
    try:
        student = Student(launcher, (task("a", "f", "search"),), {"a_py": SEARCHING})
        student.begin("a")
        assert not [value for value in student.call() if first in value]
        assert student.ask("call", "search", first.encode(), second.encode(), False) is False
        assert student.ask("call", "search", first.encode(), second.encode(), True) is True
    finally:
        launcher.close()


WAITING = """
import os, sys, time
pipe = open(sys.argv[1], "w")
print(os.getpid(), file=pipe, flush=True)
time.sleep(1000)
"""
LINGERING = f"""
    import ctypes, shlex, sys

    def f(fifo):
        started = shlex.join([sys.executable, "-c", {WAITING!r}, fifo])
        ctypes.CDLL(None).system(f"{{started}} &".encode())  # past what Python tells
        return 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
@pytest.mark.parametrize("how", UNLOCKED)
def test_nothing_that_it_started_is_left_running(
    open_: Callable[..., Student], how: Any, tmp_path: Path
) -> None:
    """What it started holds a named pipe open; when that ends, the pipe's other end says so."""
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    student = open_(LINGERING)
    alive = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    assert student.call(str(fifo)) == 1
    assert select.select([alive], [], [], 30)[0]
    pid = int(os.read(alive, 20))
    student.process.kill()
    try:
        assert select.select([alive], [], [], 5)[0], "it still runs"
        assert os.read(alive, 1) == b""
    finally:
        os.close(alive)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="looks in /proc")
def test_a_process_that_was_ended_is_gone_and_reaped(open_: Callable[..., Student]) -> None:
    student = open_("import os\n\ndef f():\n    return os.getpid()\n")
    pid = student.call()
    student.process.kill()
    with pytest.raises(ProcessLookupError):
        end = time.monotonic() + 5
        while time.monotonic() < end:  # the server reaps it in its own time
            os.kill(pid, 0)


SETTINGS = {
    "NumPy's error state": "numpy.seterr(divide='raise')",
    "the current folder": "os.chdir('/')",
    "environment variables": "os.environ['LANG'] = 'x'",
    "the recursion limit": "sys.setrecursionlimit(5000)",
    "running threads": "threading.Thread(target=threading.Event().wait, daemon=True).start()",
    "sys.stdout": "sys.stdout = io.StringIO()",
    "sys.path": "sys.path.append('x')",
    "warning filters": "warnings.simplefilter('error')",
    "running timers": "signal.setitimer(signal.ITIMER_REAL, 1000)",
}
TORCH = {
    "torch's default dtype": "torch.set_default_dtype(torch.float64)",
    "torch's default device": "torch.set_default_device('meta')",
    "torch's grad mode": "torch.set_grad_enabled(False)",
    "torch's deterministic mode": "torch.use_deterministic_algorithms(True)",
    "torch's anomaly mode": "torch.autograd.set_detect_anomaly(True)",
}


@pytest.mark.parametrize(
    ("name", "change"), cases({name: (name, change) for name, change in SETTINGS.items()})
)
def test_a_changed_global_setting_is_told_at_the_end_of_the_check(
    open_: Callable[..., Student], name: Any, change: Any
) -> None:
    imports = "import io, numpy, os, signal, sys, threading, warnings"
    student = open_(
        f"{imports}\n\ndef f(change):\n    if change:\n        {change}\n    return 1\n"
    )
    assert student.call(False) == 1 and student.finish() == ((), ())
    student.begin("a")
    assert student.call(True) == 1
    assert student.finish() == ((name,), (name,))


@pytest.mark.parametrize(
    ("name", "change"), cases({name: (name, change) for name, change in SETTINGS.items()})
)
def test_a_setting_that_loading_changed_stays_with_its_task_and_is_told_apart(
    open_: Callable[..., Student], name: Any, change: Any
) -> None:
    """A file may set NumPy's error state at its top and count on it.

    Only another task must not see it.
    """
    student = open_(
        f"import io, numpy, os, signal, sys, threading, warnings\n{change}\ndef f():\n   "
        " return 1\n"
    )
    assert student.call() == 1
    assert student.finish() == ((), (name,))


@pytest.mark.parametrize("how", ["forked"])
@pytest.mark.parametrize(
    ("name", "change"), cases({name: (name, change) for name, change in TORCH.items()})
)
def test_a_changed_setting_of_torch_is_told(
    open_: Callable[..., Student], how: str, name: Any, change: Any
) -> None:
    student = open_(
        f"import torch\n\ndef f():\n    {change}\n    return 1\n", tasks=(task(server="torch"),)
    )
    assert student.call() == 1
    assert student.finish() == ((name,), (name,))


def test_every_check_starts_from_the_same_random_state(open_: Callable[..., Student]) -> None:
    student = open_(
        "import random\nimport numpy as np\n\ndef f():\n    return random.random(),"
        " float(np.random.rand())\n"
    )
    first = student.call()
    student.finish()
    student.begin("a")
    assert student.call() == first and student.call() != first
