"""Whoever starts student processes ends them all, whichever way they are started."""

from __future__ import annotations

import os
import sys

import pytest
from support.processes import HOW, LIMITS, Student, task

from grader.model import ServerKind
from grader.sandbox.starting.launchers import make_launcher


@pytest.mark.skipif(sys.platform != "linux", reason="looks in /proc")
def test_a_closed_launcher_leaves_no_process(how: str) -> None:
    launcher = make_launcher(ServerKind.NUMPY, LIMITS, train=False, **HOW[how])
    student = Student(
        launcher,
        (task(),),
        {"a_py": "import os\n\ndef f():\n    return os.getpid(), os.getppid()\n"},
    )
    student.begin("a")
    pid, parent = student.call()
    student.process.kill()
    launcher.close()
    for ended in {pid, parent} - {os.getpid()}:
        with pytest.raises(ProcessLookupError):
            os.kill(ended, 0)
