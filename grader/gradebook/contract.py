"""What a gradebook is: the contract that every back end keeps, and one suite in the tests holds them to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from grader.model import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A result in the gradebook.

    `key` names what it was made from: the submission's digest, the checks, transcripts and settings, and the versions.
    """

    result: Result
    key: str
    recorded: datetime


class Gradebook(Protocol):
    """Results are added and never changed or removed.

    A result that was added is there for every later reader, also of another process, once `add` has returned.
    """

    def add(self, result: Result, *, key: str, recorded: datetime) -> None:
        """Adds a result; an earlier one of the same submission stays and counts no more.  Raises GradebookError."""

    def latest(self, assignment: str) -> dict[str, Entry]:
        """The latest entry of each submission of an assignment, by submission name."""

    def history(self, assignment: str, submission: str) -> list[Entry]:
        """All entries of a submission, the oldest first."""

    def close(self) -> None:
        """Lets go of what it holds; nothing is written after it."""
