"""Equal work is judged once, and each who handed it in has the result as an own one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from support.courses import tiny
from support.memory_gradebook import MemoryGradebook
from support.results import check, result, task

from grader.model import Result, Submission, SubmissionRecord, SubmittedFile
from grader.nouns import replace
from grader.runs.batches.batch import Job, grade_batch

NOW = datetime(2026, 12, 1, tzinfo=UTC)


class Counting:
    """Gives every job a result, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def judge(self, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
        for job in jobs:
            self.asked.append(job.submission.name)
            record = SubmissionRecord(
                name=job.submission.name,
                digest=job.submission.digest,
                received=job.submission.received,
                notes=(*job.submission.notes, "of the work"),
            )
            judged = result(task("running_mean", check("running_mean::one")), assignment="tiny")
            yield job, replace(judged, student=job.submission.student, submission=record)


def handed_in(name: str, content: bytes, **more: object) -> Submission:
    files = (SubmittedFile(name="running_mean.py", content=content),)
    return replace(Submission(name=name, files=files, student=name), **more)


def test_a_pair_is_judged_once_and_each_keeps_what_is_their_own() -> None:
    class_ = [
        handed_in("ada", b"1", received="2026-12-01T10:00:00+00:00", notes=("of ada",)),
        handed_in("bob", b"1", received="2026-12-02T10:00:00+00:00", notes=("of bob",)),
        handed_in("cyn", b"2"),
    ]
    executor, book = Counting(), MemoryGradebook()
    graded = list(grade_batch(class_, tiny(), book, executor, now=lambda: NOW))
    assert executor.asked == ["ada", "cyn"]
    assert [one.result.student for one in graded] == ["ada", "bob", "cyn"]
    bob = book.latest_entries("tiny")["bob"].result
    assert bob.earned == 2 and bob.submission.received == "2026-12-02T10:00:00+00:00"
    assert bob.submission.notes == ("of bob", "of the work")
    again = Counting()
    assert [
        one.new
        for one in grade_batch(class_, tiny(), book, again, now=lambda: NOW, only=("running_mean",))
    ] == [False] * 3
    assert again.asked == []
