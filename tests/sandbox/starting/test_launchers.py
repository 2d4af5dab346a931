"""Whoever starts student processes ends them all, whichever way they are started."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pytest
from support.processes import HOW, LIMITS, UNLOCKED, Student, task

from grader.model import ServerKind
from grader.sandbox.starting.launchers import Launcher, forks, make_launcher


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


@pytest.mark.parametrize(
    ("platform", "spawn", "answer"),
    [
        ("linux", None, True),
        ("darwin", None, False),
        ("win32", None, False),
        ("linux", True, False),
        ("darwin", False, True),
    ],
)
def test_only_linux_forks_unless_it_is_said(
    monkeypatch: pytest.MonkeyPatch, platform: str, spawn: bool | None, answer: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert forks(spawn) is answer


def test_a_launcher_gives_processes_at_the_level_that_was_asked_for(
    launchers: Callable[[str, str], Launcher], how: str
) -> None:
    launcher = launchers(how, "numpy")
    student = Student(launcher, (task(),), {"a_py": "def f(): ...\n"})
    assert student.process.level == ("process" if how in UNLOCKED else "standard")
    assert launcher.alive
    student.process.kill()
