"""A warm server's process, from outside: how it ends, and what is said of it."""

from __future__ import annotations

import pytest
from support.processes import HOW, LIMITS, Student, task

from grader.errors import SandboxError
from grader.model import ServerKind
from grader.sandbox.starting.launchers import make_launcher


@pytest.mark.parametrize("how", ["forked"])
def test_a_server_that_is_gone_is_the_grader_s_fault(how: str) -> None:
    launcher = make_launcher(ServerKind.NUMPY, LIMITS, train=False, **HOW[how])
    student = Student(
        launcher,
        (task(),),
        {
            "a_py": (
                "import ctypes, os\n\ndef f():\n    ctypes.CDLL(None).kill(os.getppid(), 9)\n"
                "    while True: pass\n"
            )
        },
    )
    student.begin("a")
    try:
        with pytest.raises(SandboxError, match="the warm server ended"):
            student.call()
        with pytest.raises(SandboxError, match="the warm server ended"):
            launcher.start()
    finally:
        launcher.close()
