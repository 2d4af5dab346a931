"""Nobody outlives who started them: a process ends with its parent, a session with its first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from grader.sandbox.locking.parents import kill_session, wait_for

# The child holds the pipe open for as long as it lives.
CHILD = "from grader.sandbox.locking.parents import die_with_parent\ndie_with_parent()\n"
PARENT = f"""
import subprocess, sys, time
code = {CHILD!r} + "print('there', flush=True)\\nimport time\\ntime.sleep(600)"
subprocess.Popen([sys.executable, "-c", code])
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has it")
def test_a_process_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"there\n"
    parent.kill()
    assert parent.stdout.read() == b""  # the end of the pipe: nobody holds it any more
    parent.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sessions")
def test_a_session_is_killed_with_all_that_it_started() -> None:
    code = (
        "import subprocess, sys\n"
        "child = subprocess.Popen(['sleep', '600'])\nprint(child.pid, flush=True)\nchild.wait()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    child = int(process.stdout.readline())
    kill_session(process)
    assert process.stdout.read() == b""  # the child held it too
    assert process.wait() == -signal.SIGKILL
    kill_session(process)  # once more: it has ended
    assert child != os.getpid()


@pytest.mark.parametrize("kernel_tells", [True, False])
def test_the_end_of_a_child_is_waited_for_up_to_a_limit(
    kernel_tells: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the kernel or the platform has no pidfd."""
    if not kernel_tells:
        monkeypatch.delattr(os, "pidfd_open", raising=False)
    quick = subprocess.Popen([sys.executable, "-c", "pass"])
    assert wait_for(quick, 60) and quick.returncode == 0 and wait_for(quick, 60)
    slow = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    assert not wait_for(slow, 0.01)
    slow.kill()
    assert wait_for(slow, 60)
