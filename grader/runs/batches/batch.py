"""Grading a folder of submissions: what is new is judged, recorded at once, and given out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from grader.gradebook import Entry, Gradebook
from grader.gradebook.made_from import read_keys, written_keys
from grader.model import (
    Assignment,
    BatchRecord,
    Result,
    Submission,
    SubmissionRecord,
    TaskStatus,
)
from grader.nouns import mutable, noun, replace
from grader.runs.checks_there import need_checks
from grader.runs.held import held_result
from grader.runs.result_tasks import with_tasks, without_removed_tasks
from grader.runs.verdict import FINE

from .task_keys import settings_keys, task_keys


class Rerun(StrEnum):
    """Choices of what is judged although there is a result.

    Only what changed, also what failed, or everything.
    """

    CHANGED = "changed"
    FAILED = "failed"
    ALL = "all"


@noun
class Job:
    """A submission and those of its tasks that are to be judged."""

    submission: Submission
    tasks: tuple[str, ...]


class Executor(Protocol):
    """Something that judges submissions, in any order."""

    def judge(self, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
        """Yield each job with its result, as they are ready."""


@noun
class Graded:
    """A submission of a batch and its result; `new` when something of it was judged just now."""

    result: Result
    new: bool


def grade_batch(
    submissions: list[Submission],
    assignment: Assignment,
    gradebook: Gradebook,
    executor: Executor,
    *,
    now: Callable[[], datetime],
    rerun: Rerun = Rerun.CHANGED,
    only: tuple[str, ...] = (),
    by: str | None = None,
    batch: BatchRecord | None = None,
) -> Iterator[Graded]:
    """Yield each submission's result.

    A new one is in the gradebook, with `by` beside it, before it is given.  A task whose key is
    that of the latest entry is not judged again, unless `rerun` says so or it was held.  Work that
    cannot be judged is held.  Equal work, such as a group's, is judged once.  The `batch` is
    remembered once something is judged.

    What cannot be read comes last: nothing is announced when the course is at fault.
    Raises GraderError then.
    """
    need_checks(assignment, only)
    keeping = _Keeping(gradebook, now, by, batch)
    known = gradebook.latest(assignment.id)
    settings = settings_keys(assignment)
    jobs: list[Job] = []
    for submission in (each for each in submissions if each.problem is None):
        before = known.get(submission.name)
        keys = task_keys(assignment, submission, settings)
        tasks = _tasks_to_judge(assignment, before, keys, rerun, only)
        if before is not None and not tasks:
            yield keeping.unchanged(before, without_removed_tasks(assignment, before.result))
        else:
            jobs.append(Job(submission=submission, tasks=tasks))
    for job, result in _judge_once(executor, jobs):
        keys = task_keys(assignment, job.submission, settings)
        yield keeping.add(_with_unchanged_tasks(assignment, known, result, keys), keys)
    yield from (keeping.add(result, {}) for result in _unreadable(submissions, assignment))


@mutable
class _Keeping:
    """Gradebook that results go into, with who grades and the clock; the batch until it is kept."""

    gradebook: Gradebook
    now: Callable[[], datetime]
    by: str | None
    batch: BatchRecord | None

    def add(self, result: Result, keys: Mapping[str, str]) -> Graded:
        """Keep a result with the keys of its tasks; those that are held have none."""
        if self.batch is not None:
            self.gradebook.remember_batch(self.batch)
            self.batch = None
        judged = {
            task.id: keys[task.id]
            for task in result.tasks
            if task.id in keys and task.status is not TaskStatus.HELD
        }
        self.gradebook.add(result, key=written_keys(judged), recorded=self.now(), by=self.by)
        return Graded(result=result, new=True)

    def unchanged(self, before: Entry, result: Result) -> Graded:
        """Return a result of which nothing was judged; it is kept where a task was removed."""
        if result.tasks == before.result.tasks:
            return Graded(result=result, new=False)
        return self.add(result, read_keys(before.key))


def _judge_once(executor: Executor, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
    """Yield each job with its result; jobs on the same files and tasks are judged once."""
    alike: dict[tuple[str, tuple[str, ...]], list[Job]] = {}
    for job in jobs:
        alike.setdefault((job.submission.digest, job.tasks), []).append(job)
    for judged, result in executor.judge([same[0] for same in alike.values()]):
        for job in alike[judged.submission.digest, judged.tasks]:
            yield job, _as_result_of(job.submission, result, judged.submission)


def _unreadable(submissions: Iterable[Submission], assignment: Assignment) -> Iterator[Result]:
    """Yield a held result for each submission that cannot be read."""
    for submission in submissions:
        if submission.problem is not None:
            yield held_result(submission, assignment, submission.problem, submission.blame)


def _as_result_of(submission: Submission, result: Result, judged: Submission) -> Result:
    """Return the result of `judged` as that of equal work, such as another's of the same group."""
    added = (note for note in result.submission.notes if note not in judged.notes)
    record = SubmissionRecord.of(submission, *added)
    return replace(result, student=submission.student, submission=record)


def _tasks_to_judge(
    assignment: Assignment,
    before: Entry | None,
    keys: Mapping[str, str],
    rerun: Rerun,
    only: tuple[str, ...],
) -> tuple[str, ...]:
    """Return the tasks that have no result yet which still holds, of all or `only` of those."""
    wanted = tuple(task for task in assignment.task_ids if not only or task in only)
    if before is None or rerun is Rerun.ALL:
        return wanted
    judged = read_keys(before.key)
    failed = _failed_tasks(before.result) if rerun is Rerun.FAILED else set()
    return tuple(task for task in wanted if judged.get(task) != keys[task] or task in failed)


def _failed_tasks(result: Result) -> set[str]:
    """Return the tasks with a check that did not pass."""
    return {check.task for check in result.checks if check.outcome not in FINE}


def _with_unchanged_tasks(
    assignment: Assignment, known: Mapping[str, Entry], result: Result, keys: Mapping[str, str]
) -> Result:
    """Return `result` with the latest entry's tasks that were not judged now and still hold."""
    before = known.get(result.submission.name)
    judged = read_keys(before.key) if before else {}
    earlier = before.result.tasks if before else ()
    unchanged = (task for task in earlier if judged.get(task.id) == keys.get(task.id))
    return with_tasks(assignment, result, (*unchanged, *result.tasks))
