"""How a process ended that nobody asked to: by itself, by a signal, by its own cut connection."""

from __future__ import annotations

import signal

import pytest

from grader.model import Outcome
from grader.sandbox.failures import explain_end
from grader.sandbox.starting.server_requests import KILLED_BY_US


@pytest.mark.parametrize(
    ("status", "told", "busy"),
    [
        (0, "ended itself with exit code 0", False),
        (3, "ended itself with exit code 3", False),
        (-signal.SIGSEGV, "was ended by SIGSEGV", False),
        (-signal.SIGKILL, "was ended by SIGKILL", True),
        (-500, "was ended by signal 500", False),
        (KILLED_BY_US, "cut its connection", False),
    ],
)
def test_the_end_is_told_with_what_it_was_doing(status: int, told: str, busy: bool) -> None:
    stopped = explain_end(status, "calling f")
    assert stopped.outcome is Outcome.CRASHED
    assert stopped.busy is busy  # a kill that is not ours is run again
    assert told in str(stopped)
    assert "while calling f" in str(stopped)
