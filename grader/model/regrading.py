"""Nouns of a second look: what a student asks, and what staff answer."""

from datetime import datetime
from enum import StrEnum

from grader.nouns import noun


@noun
class RegradeRequest:
    """A student's wish that a task is looked at again, and why; `task` "" means all of the work.

    `by` is who wrote it down: students have no account.
    """

    assignment: str
    student: str
    task: str
    reason: str
    by: str
    recorded: datetime


@noun
class RegradeAnswer:
    """What staff answer to the requests about a task that are open, which the student reads.

    `changed` says whether points were changed for it.
    """

    assignment: str
    student: str
    task: str
    changed: bool
    answer: str
    by: str
    recorded: datetime


class RequestState(StrEnum):
    """States of a request: open, or answered in one of two ways."""

    OPEN = "open"
    CHANGED = "changed"
    KEPT = "kept"


@noun
class Regrading:
    """A request with its answer; None while it is open."""

    request: RegradeRequest
    answer: RegradeAnswer | None = None

    @property
    def state(self) -> RequestState:
        """Return whether it is open, and if not, whether points were changed."""
        if self.answer is None:
            return RequestState.OPEN
        return RequestState.CHANGED if self.answer.changed else RequestState.KEPT
