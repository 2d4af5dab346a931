"""What to say of a student process that ended without being asked to."""

import signal

from grader.language import tr
from grader.model import Outcome

from .failures import StudentStopped
from .starting.server_requests import KILLED_BY_US


def explain_end(status: int, doing: str) -> StudentStopped:
    """Return how a process ended that closed its frames, by its exit status."""
    if status == KILLED_BY_US:
        sentence = tr("the process cut its connection while {doing}", doing=doing)
        return StudentStopped(Outcome.CRASHED, sentence)
    if status >= 0:
        sentence = tr(
            "the process ended itself with exit code {code} while {doing}", code=status, doing=doing
        )
        return StudentStopped(Outcome.CRASHED, sentence)
    name = _signal_name(-status)
    sentence = tr("the process was ended by {signal} while {doing}", signal=name, doing=doing)
    # A kill that is not ours is most often a machine that ran out of memory.
    return StudentStopped(Outcome.CRASHED, sentence, busy=name == "SIGKILL")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
