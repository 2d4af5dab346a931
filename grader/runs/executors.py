"""Where submissions are judged: by this many examiners side by side, each with servers of its own."""

from __future__ import annotations

import queue
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from grader.errors import GraderError
from grader.examiner.client import Examiner
from grader.model import Assignment, Level, Result
from grader.runs.batch import Job
from grader.runs.one import judged_or_held

Judged = tuple[Job, Result]


class LocalExecutor:
    """Examiners on this machine, one a thread; the threads only wait for them."""

    def __init__(self, assignment: Assignment, *, workers: int, level: Level | None = None) -> None:
        self._assignment = assignment
        self._workers = workers
        self._level = level

    def judge(self, jobs: list[Job]) -> Iterator[Judged]:
        """Each job with its result, as they are ready.

        Raises GraderError when the course is at fault.

        When it is closed early the examiners are ended and what they were doing is dropped.
        """
        tasks = tuple({task: None for job in jobs for task in job.tasks})
        waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            waiting.put(job)
        done: queue.SimpleQueue[Judged | GraderError] = queue.SimpleQueue()
        stop = threading.Event()
        folder = tempfile.TemporaryDirectory(prefix="grade-turns-")
        turns = Path(folder.name)
        examiners: set[Examiner] = set()
        threads = [
            threading.Thread(
                target=self._work, args=(tasks, waiting, done, stop, examiners, turns), daemon=True
            )
            for _ in range(min(self._workers, len(jobs)))
        ]
        for thread in threads:
            thread.start()
        try:
            for _ in jobs:
                judged = done.get()
                if isinstance(judged, GraderError):
                    raise judged
                yield judged
        except BaseException:  # also an interrupt, and being closed early
            stop.set()
            for examiner in list(examiners):
                examiner.kill()
            raise
        finally:
            stop.set()
            for thread in threads:
                thread.join()
            folder.cleanup()

    def _work(
        self,
        tasks: tuple[str, ...],
        waiting: queue.SimpleQueue[Job],
        done: queue.SimpleQueue[Judged | GraderError],
        stop: threading.Event,
        examiners: set[Examiner],
        turns: Path,
    ) -> None:
        examiner: Examiner | None = None
        try:
            while not stop.is_set():
                try:
                    job = waiting.get_nowait()
                except queue.Empty:
                    return
                if examiner is None or not examiner.alive:
                    if examiner is not None:
                        examiner.close()
                        examiners.discard(examiner)
                    examiner = Examiner(
                        self._assignment, tasks=tasks, level=self._level, turns=turns
                    )
                    examiners.add(examiner)
                result = judged_or_held(examiner, job.submission, self._assignment, tasks=job.tasks)
                done.put((job, result))
        except GraderError as error:
            done.put(error)
        finally:
            if examiner is not None:
                examiner.close()
