"""A gradebook that lives as long as its object: a second back end that keeps the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from grader.errors import GradebookChanged
from grader.gradebook.contract import MEANWHILE, Reach
from grader.model import BatchProgress, BatchRecord, Decision, Entry, Kept, Result, Roster


class MemoryGradebook:
    """See `Gradebook`."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._kept: list[Kept] = []
        self._rosters: list[Roster] = []
        self._times: dict[str, dict[str, datetime]] = {}
        self._batches: list[BatchRecord] = []
        self._progress: dict[str, BatchProgress] = {}

    def add(self, result: Result, *, key: str, recorded: datetime, by: str | None = None) -> None:
        self._entries.append(Entry(result=result, key=key, recorded=recorded, by=by))

    def latest_entries(self, assignment: str, *, after: int = 0) -> dict[str, Entry]:
        return {
            entry.result.submission.name: entry
            for entry in self._entries[after:]
            if entry.result.assignment == assignment
        }

    def history(self, assignment: str, submission: str) -> list[Entry]:
        return [
            entry
            for entry in self._entries
            if entry.result.assignment == assignment and entry.result.submission.name == submission
        ]

    def decide(self, decisions: Sequence[Decision], *, after: int | None = None) -> None:
        about = {decision.assignment for decision in decisions}
        if after is not None and any(
            kept.number > after for each in about for kept in self.decisions(each)
        ):
            raise GradebookChanged(MEANWHILE)
        self._kept.extend(
            Kept(number=at, decision=each) for at, each in enumerate(decisions, len(self._kept) + 1)
        )

    def decisions(self, assignment: str, *, after: int = 0) -> list[Kept]:
        return [kept for kept in self._kept[after:] if kept.decision.assignment == assignment]

    def reach(self, assignment: str) -> Reach:
        numbers = [
            at for at, entry in enumerate(self._entries, 1) if entry.result.assignment == assignment
        ]
        decided = [kept.number for kept in self.decisions(assignment)]
        return Reach(results=max(numbers, default=0), decisions=max(decided, default=0))

    def remember_roster(self, roster: Roster, *, recorded: datetime, by: str) -> None:
        if self._rosters[-1:] != [roster]:
            self._rosters.append(roster)

    def rosters(self) -> list[Roster]:
        return list(self._rosters)

    def remember_times(
        self, assignment: str, times: Mapping[str, datetime], *, recorded: datetime, by: str
    ) -> None:
        self._times[assignment] = self.attempt_times(assignment) | dict(times)

    def attempt_times(self, assignment: str) -> dict[str, datetime]:
        return dict(self._times.get(assignment, {}))

    def remember_batch(self, batch: BatchRecord) -> None:
        self._batches.append(batch)

    def batches(self, assignment: str) -> list[BatchRecord]:
        return [batch for batch in self._batches if batch.assignment == assignment]

    def report_progress(self, progress: BatchProgress) -> None:
        if progress.key not in self._progress:
            self._progress = {
                key: each
                for key, each in self._progress.items()
                if each.assignment != progress.assignment
                or (each.end is None and each.said >= progress.said - timedelta(days=1))
            }
        self._progress[progress.key] = progress

    def progress(self, assignment: str) -> list[BatchProgress]:
        told = (each for each in self._progress.values() if each.assignment == assignment)
        return sorted(told, key=lambda each: (each.began, each.key))

    def entries_before(self, assignment: str, moment: datetime | None) -> dict[str, Entry]:
        latest, before = self.latest_entries(assignment), {}
        for entry in self._entries:
            name = entry.result.submission.name
            is_one = entry.recorded < moment if moment else entry is not latest.get(name)
            if entry.result.assignment == assignment and is_one:
                before[name] = entry
        return before

    def close(self) -> None:
        return None
