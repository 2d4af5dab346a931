"""Saying in the gradebook how far a batch is, so that any process can tell who reads it."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable
from datetime import datetime

from grader.errors import GradebookError
from grader.gradebook import Gradebook
from grader.model import BatchEnd, BatchProgress, BatchRecord, HeldWork
from grader.nouns import replace
from grader.runs.verdict import explain_hold

from .batch import Graded

# Seconds: how often news is written, and how often it is said that there is none.
OFTEN, AT_LEAST = 1.0, 5.0
MOST_HELD = 50  # held submissions that are told with their reasons
MOST_TEXT = 500


class ProgressKeeping:
    """Writes how far a batch is from a thread of its own, as long as the block lasts.

    The batch itself only notes it in memory, and goes on where it cannot be written.
    """

    def __init__(
        self, gradebook: Gradebook, progress: BatchProgress, now: Callable[[], datetime]
    ) -> None:
        self._gradebook = gradebook
        self._progress = progress
        self._now = now
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write_on, daemon=True)

    def __enter__(self) -> ProgressKeeping:
        self._thread.start()
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        with self._lock:
            trouble = "" if error is None else str(error)[:MOST_TEXT]
            self._progress = replace(
                self._progress, judging=(), end=_batch_end(error), trouble=trouble
            )
        self._over.set()
        self._thread.join()

    def note_begin(self, submission: str) -> None:
        """Note that an examiner is at a submission; any thread may say so."""
        with self._lock:
            self._progress = replace(self._progress, judging=(*self._progress.judging, submission))

    def note_done(self, graded: Graded) -> None:
        """Note that a submission has its result."""
        name, result = graded.result.submission.name, graded.result
        with self._lock:
            progress = self._progress
            held_work = progress.held_work
            if result.held:
                held_work = (
                    *held_work,
                    HeldWork(submission=name, why=explain_hold(result)[:MOST_TEXT]),
                )
            self._progress = replace(
                progress,
                done=progress.done + 1,
                judged=progress.judged + graded.new,
                held=progress.held + result.held,
                held_work=held_work[-MOST_HELD:],
                judging=tuple(each for each in progress.judging if each != name),
            )

    def _write_on(self) -> None:
        """Write what is new until the batch is over, and that."""
        last_written = None
        while True:
            is_over = self._over.is_set()  # looked at before what is written then
            with self._lock:
                progress = self._progress
            now = self._now()
            if last_written is None or _is_news(progress, last_written, now):
                with contextlib.suppress(GradebookError):  # then it is tried again
                    self._gradebook.report_progress(replace(progress, said=now))
                    last_written = replace(progress, said=now)
            if is_over:
                return
            self._over.wait(OFTEN)


def progress_of(batch: BatchRecord, total: int) -> BatchProgress:
    """Return how far a batch is that begins, under a key of its own."""
    return BatchProgress(
        key=secrets.token_hex(8),
        assignment=batch.assignment,
        by=batch.by,
        began=batch.began,
        said=batch.began,
        total=total,
    )


def _is_news(progress: BatchProgress, last_written: BatchProgress, now: datetime) -> bool:
    """Return whether something changed since it was written, or that was long ago."""
    silent = (now - last_written.said).total_seconds()
    return replace(progress, said=last_written.said) != last_written or silent >= AT_LEAST


def _batch_end(error: BaseException | None) -> BatchEnd:
    if error is None:
        return BatchEnd.FINISHED
    return BatchEnd.FAILED if isinstance(error, Exception) else BatchEnd.INTERRUPTED
