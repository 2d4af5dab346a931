"""What a gradebook is.

The contract that every back end keeps, and one suite in the tests holds them to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from grader.model import Decision, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A result in the gradebook.

    `key` names what it was made from: the submission's digest, the checks, transcripts and
    settings, and the versions. `by` is whose batch it was, None where that was not written down.
    """

    result: Result
    key: str
    recorded: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A decision in the gradebook.

    Of two, the later has the higher number, whatever the clocks say.
    """

    number: int
    decision: Decision


class Gradebook(Protocol):
    """Results and decisions are added and never changed or removed.

    What was added is there for every later reader, also of another process, once `add` or `decide`
    has returned.
    """

    def add(self, result: Result, *, key: str, recorded: datetime, by: str | None = None) -> None:
        """Adds a result; an earlier one of the same submission stays and counts no more.

        Raises GradebookError.
        """

    def latest(self, assignment: str) -> dict[str, Entry]:
        """The latest entry of each submission of an assignment, by submission name."""

    def history(self, assignment: str, submission: str) -> list[Entry]:
        """All entries of a submission, the oldest first."""

    def decide(self, decisions: Sequence[Decision], *, after: int | None = None) -> None:
        """Adds decisions, all of them or none.

        `after` is the highest number that the caller has seen of the assignment (0 for none): when
        somebody added a decision since, nothing is added.  Raises GradebookError.
        """

    def decisions(self, assignment: str) -> list[Kept]:
        """All decisions of an assignment, in the order they were added."""

    def close(self) -> None:
        """Lets go of what it holds; nothing is written after it."""


MEANWHILE = (
    "somebody else wrote into the gradebook meanwhile, so nothing was added; run the command again"
)
