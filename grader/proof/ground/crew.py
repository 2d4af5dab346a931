"""Examiners side by side, kept warm over all proofs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from grader.examiner.client import Examiner
from grader.model import Assignment

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Crew:
    """Examiners that measure, one per thread, each started when it first has something to do.

    A context manager; its end is the examiners' end.
    """

    def __init__(
        self,
        assignment: Assignment,
        workers: int,
        *,
        threads: int | None = None,
        checks: Path | None = None,
    ) -> None:
        self._assignment = assignment
        self._threads = threads
        self._checks = checks
        self._pool = ThreadPoolExecutor(workers)
        self._own = threading.local()
        self._all: list[Examiner] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is not None:
            for examiner in self._all:
                examiner.kill()
        self._pool.shutdown(cancel_futures=True)
        for examiner in self._all:
            examiner.close()

    def map(self, work: Callable[[Examiner, Item], Answer], items: Iterable[Item]) -> list[Answer]:
        """Return what `work` gives for each item, in their order.  Raise what it raises."""
        futures = [self._pool.submit(self._run, work, item) for item in items]
        try:
            return [future.result() for future in futures]
        finally:
            for future in futures:
                future.cancel()

    def _run(self, work: Callable[[Examiner, Item], Answer], item: Item) -> Answer:
        examiner: Examiner | None = getattr(self._own, "examiner", None)
        if examiner is None or not examiner.alive:
            examiner = Examiner(
                self._assignment.without_carry(),
                measure=True,
                threads=self._threads,
                checks=self._checks,
            )
            self._own.examiner = examiner
            self._all.append(examiner)
        try:
            return work(examiner, item)
        except Exception:
            self._own.examiner = None  # after a failure it may be on its way out
            raise
