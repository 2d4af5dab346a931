"""Contract of a gradebook.

The contract that every back end keeps, and one suite in the tests holds them to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from grader.model import (
    BatchProgress,
    BatchRecord,
    Decision,
    Entry,
    Kept,
    Result,
    Roster,
    Student,
)
from grader.nouns import noun


@noun
class Reach:
    """How far an assignment's results and decisions go: the number of the last one of each."""

    results: int
    decisions: int


class Gradebook(Protocol):
    """Results and decisions are added and never changed or removed.

    What was added is there for every later reader, also of another process, once `add` or `decide`
    has returned.
    """

    def add(self, result: Result, *, key: str, recorded: datetime, by: str | None = None) -> None:
        """Add a result; an earlier one of the same submission stays and counts no more.

        Raises GradebookError.
        """

    def latest_entries(self, assignment: str, *, after: int = 0) -> dict[str, Entry]:
        """Return the latest entry of each submission of an assignment, by submission name.

        Of those with an entry that came after that number of `reach`.
        """

    def history(self, assignment: str, submission: str) -> list[Entry]:
        """Return all entries of a submission, the oldest first."""

    def decide(self, decisions: Sequence[Decision], *, after: int | None = None) -> None:
        """Add decisions, all of them or none.

        `after` is the highest number that the caller has seen of the assignment (0 for none): when
        somebody added a decision since, nothing is added.  Raises GradebookError.
        """

    def decisions(self, assignment: str, *, after: int = 0) -> list[Kept]:
        """Return the decisions of an assignment after a number, in the order they were added."""

    def reach(self, assignment: str) -> Reach:
        """Return how far results and decisions go, which tells whether there is anything new."""

    def remember_roster(self, roster: Roster, *, recorded: datetime, by: str) -> None:
        """Keep a roster, unless it is the one that was kept last.  Raises GradebookError."""

    def rosters(self) -> list[Roster]:
        """Return the rosters that were kept, the oldest first; the last one holds."""

    def remember_times(
        self, assignment: str, times: Mapping[str, datetime], *, recorded: datetime, by: str
    ) -> None:
        """Keep when attempts were received, by their own names.  Raises GradebookError."""

    def attempt_times(self, assignment: str) -> dict[str, datetime]:
        """Return when attempts were received, as it was kept last for each, by their own names."""

    def remember_batch(self, batch: BatchRecord) -> None:
        """Keep that a run judges the class.  Raises GradebookError."""

    def batches(self, assignment: str) -> list[BatchRecord]:
        """Return the runs that were kept, the oldest first."""

    def report_progress(self, progress: BatchProgress) -> None:
        """Keep how far a batch is in place of what it said before; it is news, and no record.

        What batches of the assignment said that ended before, or fell silent, is let go when
        another begins.  Raises GradebookError.
        """

    def progress(self, assignment: str) -> list[BatchProgress]:
        """Return what the batches of an assignment said last, by when they began."""

    def entries_before(self, assignment: str, moment: datetime | None) -> dict[str, Entry]:
        """Return the latest entry of each submission from before a moment, by submission name.

        With None it is the last but one of each that has two.
        """

    def close(self) -> None:
        """Let go of what it holds; nothing is written after it."""


def latest_roster(gradebook: Gradebook) -> Roster | None:
    """Return the roster that holds; None when none was kept."""
    rosters = gradebook.rosters()
    return rosters[-1] if rosters else None


def all_students(gradebook: Gradebook) -> dict[str, Student]:
    """Return everybody who ever was in a roster, by id, as the latest that has them says.

    Whoever is here and not in `latest_roster` has left.
    """
    return {student.id: student for roster in gradebook.rosters() for student in roster.students}


MEANWHILE = (
    "somebody else wrote into the gradebook meanwhile, so nothing was added; run the command again"
)
