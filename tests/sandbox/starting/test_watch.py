"""A process is looked at from outside; one that is gone has nothing to show."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from grader.sandbox.starting.watch import count_threads, cpu_seconds, memory_mib

BUSY = """
import sys, threading, time
threading.Thread(target=sys.stdin.read, daemon=True).start()
while time.process_time() < 0.2: pass
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def busy() -> Iterator[subprocess.Popen[str]]:
    """A process with a thread beside its own that has computed for 0.2 s."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


def test_what_a_process_computed_is_known(busy: subprocess.Popen[str]) -> None:
    seconds = cpu_seconds(busy.pid)
    assert seconds is not None and seconds >= 0.2


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted on Linux only")
def test_its_threads_are_counted(busy: subprocess.Popen[str]) -> None:
    assert count_threads(busy.pid) == 2


def test_memory_is_looked_at_where_the_kernel_holds_no_limit(busy: subprocess.Popen[str]) -> None:
    memory = memory_mib(busy.pid)
    assert memory is None if sys.platform == "linux" else memory is not None and memory > 1


def test_a_process_that_is_gone_shows_nothing(busy: subprocess.Popen[str]) -> None:
    busy.kill()
    busy.communicate()
    assert cpu_seconds(busy.pid) is None and count_threads(busy.pid) == 1
    assert memory_mib(busy.pid) is None
