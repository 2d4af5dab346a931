"""A process that is locked reaches its own folder and nothing else, or it ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.cases import cases

from grader.model import Level
from grader.sandbox.locking.levels import probe_locks
from grader.sandbox.locking.lockdown import Unlocked, check_locks

pytestmark = pytest.mark.skipif(
    probe_locks().level is Level.PROCESS, reason="this machine has no locks to try"
)
SCRIPT = """
import os, socket, sys, threading
from pathlib import Path
from grader.sandbox.locking.lockdown import Locks
folders, own, library = map(Path, sys.argv[1:])
locks = Locks([library, Path("/dev/urandom")], folders)
locks.apply(own)
os.chdir(own)
try:
    answer = eval(sys.stdin.read())
except OSError as error:
    answer = type(error).__name__
os.write(1, str(answer).encode())
os._exit(0)
"""


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Two students' folders, and a library."""
    for name in ("own", "other", "library"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    return tmp_path


def locked(folders: Path, expression: str) -> str:
    """Return what an expression gives in a locked process, or the name of what it raises."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, folders, folders / "own", folders / "library"],
        input=expression,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


TRIED = cases(
    {
        "its own file": ("open('file').read()", "own"),
        "a new file": ("open('new', 'w').write('x')", "1"),
        "another student's file": ("open('../other/file').read()", "PermissionError"),
        "the folder of all": ("os.listdir('..')", "PermissionError"),
        "a library's name": ("open('../library/file', 'w')", "PermissionError"),
        "what is installed": ("open(sys.executable, 'rb')", "PermissionError"),
        "harmless devices": ("len(open('/dev/urandom', 'rb').read(3))", "3"),
        "a process": ("os.fork()", "PermissionError"),
        "the network": ("socket.socket()", "PermissionError"),
        "a signal": ("os.kill(os.getppid(), 0)", "PermissionError"),
        "a thread": ("threading.Thread(target=int).start()", "None"),
    }
)


@pytest.mark.parametrize(("expression", "answer"), TRIED)
def test_a_locked_process_can_do_what_work_needs_and_no_more(
    folders: Path, expression: str, answer: str
) -> None:
    assert locked(folders, expression) == answer


@pytest.fixture
def tidy() -> Iterator[None]:
    """Take away what the attempt to write leaves where nothing forbids it."""
    yield
    Path("/tmp/grade-must-not-write").unlink(missing_ok=True)


@pytest.mark.usefixtures("tidy")
def test_a_process_without_locks_is_found_out_by_all_that_it_can_still_do(tmp_path: Path) -> None:
    with pytest.raises(Unlocked) as caught:
        check_locks(tmp_path)
    for what in ("read /etc/passwd", "write to /tmp", "open a socket", "start a process"):
        assert what in str(caught.value)
    assert "look for other submissions" in str(caught.value)
