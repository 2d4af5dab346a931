"""A submission whose process is killed from outside while its sources are read: tried again, and never a zero."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from typing import Any

import pytest
from support.judged import F, G
from support.processes import submission

from grader.checking.attempt import Attempt
from grader.checking.outcomes import stopped_finding
from grader.model import Assignment, Blame, Outcome, ServerKind
from grader.sandbox.launchers import Launcher, Started, make_launcher
from grader.sandbox.process import StudentStopped


class _Link:
    """A link that kills the process before it hands anything in."""

    def __init__(self, started: Started) -> None:
        self._started = started

    def send(self, payload: bytes) -> None:
        os.kill(self._started.pid, signal.SIGKILL)
        self._started.link.send(payload)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._started.link, name)


class _Machine:
    """A machine that kills the first so many student processes, as one does that is out of memory."""

    def __init__(self, launcher: Launcher, kills: int) -> None:
        self._launcher = launcher
        self.kills = kills

    def start(self) -> Started:
        started = self._launcher.start()
        if self.kills == 0:
            return started
        self.kills -= 1
        link: Any = _Link(started)
        return replace(started, link=link)


def attempt(assignment: Assignment, machine: Any) -> Attempt:
    return Attempt(assignment, submission(a_py=F, b_py=G), lambda kind: machine)


@pytest.mark.parametrize("kills", [1, 2])
def test_a_kill_while_the_sources_are_read(assignment: Assignment, kills: int) -> None:
    launcher = make_launcher(ServerKind.NUMPY, assignment.limits, train=False)
    machine = _Machine(launcher, kills)
    one = attempt(assignment, machine)
    try:
        task = assignment.task("a")
        if kills == 1:
            assert one.survey(task).submitted
        else:
            with pytest.raises(StudentStopped) as stopped:
                one.survey(task)
            found = stopped_finding(stopped.value)
            assert (found.outcome, found.blame) == (Outcome.GRADER_FAULT, Blame.GRADER)
            assert "SIGKILL while reading the submission, twice" in found.message
        assert machine.kills == 0
    finally:
        one.close()
        launcher.close()
