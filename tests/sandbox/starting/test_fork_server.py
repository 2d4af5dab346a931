"""A process is looked at by the pid that it has for those who look."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from support.processes import HOW, Student
from support.trees import Seen, alive, below, wait_until_gone

from grader.sandbox.starting.fork_server import _read_pid

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


def test_the_pid_behind_a_pidfd_is_told_and_that_of_one_that_is_gone_is_not() -> None:
    """The kernel says -1 of a process that is gone, which names the asking process to its clock."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    living, gone = os.pidfd_open(child.pid), os.pidfd_open(child.pid)
    assert _read_pid(living) == child.pid
    child.communicate()
    assert _read_pid(gone) is None


@pytest.mark.skipif(sys.platform != "linux", reason="looks in /proc")
@pytest.mark.parametrize("how", [how for how in HOW if how != "spawned"])
def test_a_process_that_was_killed_while_it_waited_for_its_turn_is_replaced(
    open_: Callable[..., Student],
) -> None:
    source = "import os\n\ndef f():\n    return os.getpid(), os.getppid()\n"
    (one, server), (two, _) = open_(source).call(), open_(source).call()
    waiting: set[Seen] = set()
    end = time.monotonic() + 5
    while not waiting and time.monotonic() < end:
        waiting = {seen for seen in below(server) if alive(seen) and seen[0] not in (one, two)}
    assert waiting
    for pid, _ in waiting:
        os.kill(pid, signal.SIGKILL)
    assert not wait_until_gone(waiting, 5)
    assert open_(source).call()[0] not in {one, two, *(pid for pid, _ in waiting)}
