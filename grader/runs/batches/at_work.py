"""What the batches on a gradebook are at, told from what they said there last."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from grader.gradebook import Gradebook
from grader.model import BatchProgress
from grader.nouns import noun

# A batch speaks every five seconds at least (`progress_keeping`).
SILENT = timedelta(seconds=20)
# Staff who look at the same time ask the gradebook once in so long.
FRESH = timedelta(seconds=0.5)


class BatchState(StrEnum):
    """States of a batch, as far as the gradebook shows."""

    RUNNING = "running"
    SILENT = "silent"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@noun
class BatchAtWork:
    """A batch: what it said last, what that means, and how long ago it was heard.

    `a_minute` is how many submissions it judged a minute, `left` the time for the others at that
    pace; both None while nothing was judged.
    """

    progress: BatchProgress
    state: BatchState
    silent_for: timedelta
    a_minute: float | None
    left: timedelta | None


class BatchWatch:
    """Looks at the batches of an assignment, whoever started them and wherever they run."""

    def __init__(self, gradebook: Gradebook, assignment: str, now: Callable[[], datetime]) -> None:
        self._gradebook = gradebook
        self._assignment = assignment
        self._now = now
        self._lock = threading.Lock()
        self._looked: datetime | None = None
        self._batches: tuple[BatchAtWork, ...] = ()
        # What each batch said at the last look, and when that was heard by the clock of this
        # machine: a batch elsewhere may have another.
        self._heard: dict[str, tuple[datetime, datetime]] = {}

    def look(self) -> tuple[BatchAtWork, ...]:
        """Return the batches, the one that began last first.  Raises GradebookError.

        Without those in whose place another began: what ended, and what fell silent before one of
        as many submissions.
        """
        with self._lock:
            now = self._now()
            if self._looked is None or not timedelta(0) <= now - self._looked < FRESH:
                reports = self._gradebook.progress(self._assignment)
                self._heard = {each.key: self._hear(each, now) for each in reports}
                self._batches = _list_current(
                    [_describe_batch(each, now - self._heard[each.key][1]) for each in reports]
                )
                self._looked = now
            return self._batches

    def _hear(self, progress: BatchProgress, now: datetime) -> tuple[datetime, datetime]:
        """Return what a batch said, and when that was heard."""
        before = self._heard.get(progress.key)
        if before is None:
            return progress.said, min(progress.said, now)
        return before if before[0] == progress.said else (progress.said, now)


def _describe_batch(progress: BatchProgress, silent_for: timedelta) -> BatchAtWork:
    """Return a batch that was heard so long ago."""
    state = BatchState.SILENT if silent_for > SILENT else BatchState.RUNNING
    if progress.end is not None:
        state = BatchState(progress.end.value)
    minutes = (progress.said - progress.began) / timedelta(minutes=1)
    a_minute = progress.judged / minutes if progress.judged and minutes > 0 else None
    time_left = timedelta(minutes=(progress.total - progress.done) / a_minute) if a_minute else None
    return BatchAtWork(
        progress=progress, state=state, silent_for=silent_for, a_minute=a_minute, left=time_left
    )


def _list_current(batches: Sequence[BatchAtWork]) -> tuple[BatchAtWork, ...]:
    """Return the batches in whose place no other began, the last one first."""
    current_batches = (
        each for at, each in enumerate(batches) if not _is_past(each, batches[at + 1 :])
    )
    return tuple(current_batches)[::-1]


def _is_past(batch: BatchAtWork, later: Sequence[BatchAtWork]) -> bool:
    if batch.state is BatchState.RUNNING:
        return False
    if batch.state is BatchState.SILENT:
        return any(each.progress.total >= batch.progress.total for each in later)
    return bool(later)
