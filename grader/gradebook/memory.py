"""A gradebook that lives as long as its object; for tests and for trying out."""

from __future__ import annotations

from datetime import datetime

from grader.gradebook.contract import Entry
from grader.model import Result


class MemoryGradebook:
    """See `Gradebook`."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def add(self, result: Result, *, key: str, recorded: datetime) -> None:
        self._entries.append(Entry(result=result, key=key, recorded=recorded))

    def latest(self, assignment: str) -> dict[str, Entry]:
        return {entry.result.submission.name: entry for entry in self._entries if entry.result.assignment == assignment}

    def history(self, assignment: str, submission: str) -> list[Entry]:
        return [
            entry
            for entry in self._entries
            if entry.result.assignment == assignment and entry.result.submission.name == submission
        ]

    def close(self) -> None:
        return None
