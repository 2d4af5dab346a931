"""Examiners of one run on this machine, side by side: they take jobs and give replies."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Generic, TypeVar

from grader.errors import GraderError
from grader.examiner.client import Examiner

Todo = TypeVar("Todo")
Reply = TypeVar("Reply")


class ExaminersAtWork(Generic[Todo, Reply]):
    """Threads with an examiner each: they take jobs from one queue and put replies into another.

    `start` starts an examiner, `do` has one do a job.
    """

    def __init__(
        self,
        jobs: list[Todo],
        start: Callable[[], Examiner],
        do: Callable[[Examiner, Todo], Reply],
    ) -> None:
        self._number = len(jobs)
        self._start = start
        self._do = do
        self._waiting = deque(jobs)  # of which each thread takes one at a time
        self._done: queue.SimpleQueue[tuple[Todo, Reply] | GraderError] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._examiners: set[Examiner] = set()

    def replies(self, workers: int) -> Iterator[tuple[Todo, Reply]]:
        """Yield each job with its reply, as they are ready.

        When it is closed early the examiners are ended and what they were doing is dropped.
        Raises the GraderError that a thread met.
        """
        threads = [
            # in a copy of the context, so that the examiners speak the language of this thread
            threading.Thread(target=copy_context().run, args=(self._work,), daemon=True)
            for _ in range(min(workers, self._number))
        ]
        for thread in threads:
            thread.start()
        try:
            for _ in range(self._number):
                yield self._next_reply()
        except BaseException:  # also an interrupt, and being closed early
            self._stop.set()
            for examiner in list(self._examiners):
                examiner.kill()
            raise
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _next_reply(self) -> tuple[Todo, Reply]:
        item = self._done.get()
        if isinstance(item, GraderError):
            raise item
        return item

    def _work(self) -> None:
        """Work until no job is left; an examiner that died is replaced by a new one."""
        examiner: Examiner | None = None
        try:
            while not self._stop.is_set():
                try:
                    job = self._waiting.popleft()
                except IndexError:
                    return
                if examiner is None or not examiner.alive:
                    examiner = self._replace_examiner(examiner)
                self._done.put((job, self._do(examiner, job)))
        except GraderError as error:
            self._done.put(error)
        finally:
            if examiner is not None:
                examiner.close()

    def _replace_examiner(self, dead: Examiner | None) -> Examiner:
        """Return a new examiner in place of one that died."""
        if dead is not None:
            dead.close()
            self._examiners.discard(dead)
        examiner = self._start()
        self._examiners.add(examiner)
        return examiner
