"""A process is looked at by the pid that it has for those who look."""

import os
import subprocess
import sys

import pytest

from grader.sandbox.starting.fork_server import _pid_seen_from_here

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


def test_the_pid_behind_a_pidfd_is_told_and_that_of_one_that_is_gone_is_not() -> None:
    """The kernel says -1 of a process that is gone, which names the asking process to its clock."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    living, gone = os.pidfd_open(child.pid), os.pidfd_open(child.pid)
    assert _pid_seen_from_here(living) == child.pid
    child.communicate()
    assert _pid_seen_from_here(gone) is None
