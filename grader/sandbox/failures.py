"""Two ways in which student code fails: it raised, or its process was stopped, by us or not."""

import signal

from grader.language import tr
from grader.model import Outcome
from grader.wire.messages import Raised

from .hanging import Running
from .starting.server_requests import KILLED_BY_US


class StudentRaised(Exception):
    """Student code raised."""

    def __init__(self, raised: Raised) -> None:
        self.raised = raised
        super().__init__(f"{raised.kind}: {raised.text}")


class StudentStopped(Exception):
    """Raised when the student process met a limit, crashed, or broke the wire.

    `sentence` says which, without a place.

    `busy` marks a stop that looks like a busy machine: the wall clock with little CPU time used, or
    a kill that was not ours.  `running` is where student code was, where that could be asked.
    """

    def __init__(self, outcome: Outcome, sentence: str, *, busy: bool = False) -> None:
        self.busy = busy
        self.running: Running | None = None
        self.outcome = outcome
        self.sentence = sentence
        super().__init__(sentence)


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
