"""Two ways in which student code fails: it raised, or its process was stopped."""

from grader.model import Outcome
from grader.wire.messages import Raised

from .hanging import Running


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
