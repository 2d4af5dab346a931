"""What a batch says in the gradebook of how far it is."""

from __future__ import annotations

import queue
from datetime import timedelta

import pytest
from support.classes import HELD, NOON, handed_in
from support.memory_gradebook import MemoryGradebook

from grader.errors import CalledWrongly, GradebookError
from grader.model import BatchEnd, BatchProgress
from grader.runs.batches import progress_keeping
from grader.runs.batches.batch import Graded
from grader.runs.batches.progress_keeping import ProgressKeeping

BEGUN = BatchProgress(key="one", assignment="tiny", by="amy", began=NOON, said=NOON, total=3)


class Told(MemoryGradebook):
    """A gradebook that hands on what it is told, and can be told nothing for a while."""

    def __init__(self, refusals: int = 0) -> None:
        super().__init__()
        self.told: queue.SimpleQueue[BatchProgress] = queue.SimpleQueue()
        self.refusals = refusals

    def report_progress(self, progress: BatchProgress) -> None:
        if self.refusals:
            self.refusals -= 1
            raise GradebookError("another program holds the gradebook")
        super().report_progress(progress)
        self.told.put(progress)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_keeping, "OFTEN", 0.001)


def keeping(book: MemoryGradebook) -> ProgressKeeping:
    return ProgressKeeping(book, BEGUN, lambda: NOON)


def last(book: MemoryGradebook) -> BatchProgress:
    return book.progress("tiny")[0]


def test_what_is_at_work_and_done_is_said_while_it_runs() -> None:
    book = Told()
    with keeping(book) as batch:
        assert book.told.get(timeout=60) == BEGUN
        batch.note_begin("ada")
        assert book.told.get(timeout=60).judging == ("ada",)
        batch.note_done(Graded(result=handed_in("ada"), new=True))
        said = book.told.get(timeout=60)
        assert (said.judging, said.done, said.judged, said.held) == ((), 1, 1, 0)
    assert last(book).end is BatchEnd.FINISHED


def test_what_is_held_is_said_with_its_reason() -> None:
    book = Told()
    with keeping(book) as batch:
        batch.note_done(Graded(result=handed_in("ada"), new=False))
        batch.note_done(Graded(result=handed_in("bob", rescale=HELD), new=True))
    said = last(book)
    assert (said.done, said.judged, said.held) == (2, 1, 1)
    assert [each.submission for each in said.held_work] == ["bob"] and said.held_work[0].why


@pytest.mark.parametrize(
    ("error", "end", "trouble"),
    [
        (KeyboardInterrupt(), BatchEnd.INTERRUPTED, ""),
        (CalledWrongly("no such task"), BatchEnd.FAILED, "no such task"),
        (ZeroDivisionError("a program's own"), BatchEnd.FAILED, "a program's own"),
    ],
)
def test_how_it_ended_is_said(error: BaseException, end: BatchEnd, trouble: str) -> None:
    book = Told()
    with pytest.raises(type(error)), keeping(book) as batch:
        batch.note_begin("ada")
        raise error
    said = last(book)
    assert (said.end, said.trouble, said.judging) == (end, trouble, ())


def test_where_nothing_can_be_written_the_batch_goes_on_and_it_is_said_later() -> None:
    book = Told(refusals=3)
    with keeping(book) as batch:
        batch.note_done(Graded(result=handed_in("ada"), new=True))
        while book.told.get(timeout=60).done == 0:  # what was refused may be said before that
            pass
    assert last(book).end is BatchEnd.FINISHED


def test_that_there_is_nothing_new_is_said_now_and_then() -> None:
    book = Told()
    clock = iter(NOON + timedelta(seconds=3 * number) for number in range(10_000))
    with ProgressKeeping(book, BEGUN, lambda: next(clock)):
        assert [book.told.get(timeout=60).said - NOON for _ in range(3)] == [
            timedelta(seconds=6 * number) for number in range(3)
        ]
