"""Judging on this machine: examiners side by side, each with servers of its own."""

from __future__ import annotations

import queue
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

from grader.errors import GraderError
from grader.examiner.client import Examiner
from grader.model import Assignment, Level, Result
from grader.runs.batches.batch import Job
from grader.runs.one import judged_or_held

Judged = tuple[Job, Result]


class LocalExecutor:
    """Examiners on this machine, one per thread; the threads only wait for them."""

    def __init__(self, assignment: Assignment, *, workers: int, level: Level | None = None) -> None:
        self._assignment = assignment
        self._workers = workers
        self._level = level

    def judge(self, jobs: list[Job]) -> Iterator[Judged]:
        """Yield each job with its result, as they are ready.

        When it is closed early the examiners are ended and what they were doing is dropped.

        Raises GraderError when the course is at fault.
        """
        with tempfile.TemporaryDirectory(prefix="grade-turns-") as folder:
            crew = _Crew(self._assignment, jobs, self._level, Path(folder))
            crew.start(min(self._workers, len(jobs)))
            try:
                for _ in jobs:
                    yield crew.next()
            except BaseException:  # also an interrupt, and being closed early
                crew.kill()
                raise
            finally:
                crew.join()


class _Crew:
    """Threads of one run: they take jobs from one queue and put results into another."""

    def __init__(
        self, assignment: Assignment, jobs: list[Job], level: Level | None, turns: Path
    ) -> None:
        self._assignment = assignment
        self._tasks = tuple({task: None for job in jobs for task in job.tasks})
        self._level = level
        self._turns = turns
        self._waiting = deque(jobs)  # of which each thread takes one at a time
        self._done: queue.SimpleQueue[Judged | GraderError] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._examiners: set[Examiner] = set()
        self._threads: list[threading.Thread] = []

    def start(self, number: int) -> None:
        """Start that many threads."""
        self._threads = [
            # in a copy of the context, so that the examiners speak the language of this thread
            threading.Thread(target=copy_context().run, args=(self._work,), daemon=True)
            for _ in range(number)
        ]
        for thread in self._threads:
            thread.start()

    def next(self) -> Judged:
        """Wait for a result.  Raises the GraderError that a thread met."""
        judged = self._done.get()
        if isinstance(judged, GraderError):
            raise judged
        return judged

    def kill(self) -> None:
        """End the examiners, whatever they are doing."""
        self._stop.set()
        for examiner in list(self._examiners):
            examiner.kill()

    def join(self) -> None:
        """Wait until every thread has ended."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        """Judge until no job is left; an examiner that died is replaced by a new one."""
        examiner: Examiner | None = None
        try:
            while not self._stop.is_set():
                try:
                    job = self._waiting.popleft()
                except IndexError:
                    return
                if examiner is None or not examiner.alive:
                    examiner = self._replaced(examiner)
                result = judged_or_held(examiner, job.submission, self._assignment, tasks=job.tasks)
                self._done.put((job, result))
        except GraderError as error:
            self._done.put(error)
        finally:
            if examiner is not None:
                examiner.close()

    def _replaced(self, dead: Examiner | None) -> Examiner:
        """Return a new examiner in place of one that died."""
        if dead is not None:
            dead.close()
            self._examiners.discard(dead)
        examiner = Examiner(
            self._assignment, tasks=self._tasks, level=self._level, turns=self._turns
        )
        self._examiners.add(examiner)
        return examiner
