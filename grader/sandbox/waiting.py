"""Waiting for an answer, in CPU time and on the wall clock."""

import time

from grader.language import tr
from grader.model import Outcome
from grader.nouns import frozen

from .failures import StudentStopped

# A wait that used less than this share of its wall-clock time looks like a busy machine.
IDLE_SHARE = 0.1


@frozen
class Allowance:
    """CPU seconds for what is waited for, and whether it is loading or a call.

    A check's questions share its seconds: `used` are those that earlier ones took, of CPU time and
    of the wall clock.
    """

    cpu: float
    doing: str
    used: float = 0.0
    waited: float = 0.0


class Waiting:
    """One wait for a message: when it began, and the CPU time that was used before it."""

    def __init__(self, wall: float, allowance: Allowance | None) -> None:
        self._wall = wall
        self._allowance = allowance
        self._began = time.monotonic()
        self._used_before: float | None = None

    def overrun(self, cpu_seconds: float | None) -> StudentStopped | None:
        """Return the stop that is due now, if one is; `cpu_seconds` are the process' CPU seconds.

        CPU time is the limit that is meant.  The wall clock only catches a process that sleeps.
        """
        if self._used_before is None:
            self._used_before = cpu_seconds
        has_clock = cpu_seconds is not None and self._used_before is not None
        spent = cpu_seconds - self._used_before if has_clock else 0.0  # type: ignore[operator]
        allowance = self._allowance
        if allowance and spent > allowance.cpu - allowance.used:
            return StudentStopped(
                Outcome.TIMED_OUT,
                tr(
                    "stopped after {seconds:g} s of CPU time while {doing}",
                    seconds=allowance.cpu,
                    doing=allowance.doing,
                ),
            )
        if time.monotonic() - self._began <= self._wall:
            return None
        doing = allowance.doing if allowance else tr("starting")
        waited = self._wall + (allowance.waited if allowance else 0.0)
        idle = has_clock and spent < self._wall * IDLE_SHARE
        return StudentStopped(
            Outcome.TIMED_OUT,
            tr("stopped after waiting {seconds:.3g} s while {doing}", seconds=waited, doing=doing),
            busy=idle,
        )
