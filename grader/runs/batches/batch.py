"""Grading a folder of submissions: what is new is judged, recorded at once, and given out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from grader.gradebook import Entry, Gradebook
from grader.gradebook.made_from import read_keys, write_keys
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

from .task_keys import Keys, settings_keys, task_keys


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

    What cannot be read comes last, after GraderError is raised where the course is at fault.
    """
    need_checks(assignment, only)
    keeping = _Keeping(gradebook, now, by, batch)
    entries = gradebook.latest_entries(assignment.id)
    settings = settings_keys(assignment)
    jobs: list[Job] = []
    keys: dict[str, dict[str, str]] = {}  # by the submission's digest, as equal work has equal keys
    for submission in (each for each in submissions if each.problem is None):
        last_entry = entries.get(submission.name)
        own_keys = keys[submission.digest] = task_keys(assignment, submission, settings)
        tasks = _tasks_to_judge(assignment, last_entry, own_keys, rerun, only)
        if last_entry is not None and not tasks:
            result = without_removed_tasks(assignment, last_entry.result)
            yield keeping.keep_unchanged(last_entry, result)
        else:
            jobs.append(Job(submission=submission, tasks=tasks))
    for job, result in _judge_once(executor, jobs):
        own_keys = keys[job.submission.digest]
        yield keeping.add(_with_unchanged_tasks(assignment, entries, result, own_keys), own_keys)
    yield from (keeping.add(result, {}) for result in _held_results(submissions, assignment))


@mutable
class _Keeping:
    """Gradebook that results go into, with who grades and the clock; the batch until it is kept."""

    gradebook: Gradebook
    now: Callable[[], datetime]
    by: str | None
    batch: BatchRecord | None

    def add(self, result: Result, keys: Keys) -> Graded:
        """Keep a result with the keys of its tasks; those that are held have none."""
        if self.batch is not None:
            self.gradebook.remember_batch(self.batch)
            self.batch = None
        judged_keys = {
            task.id: keys[task.id]
            for task in result.tasks
            if task.id in keys and task.status is not TaskStatus.HELD
        }
        self.gradebook.add(result, key=write_keys(judged_keys), recorded=self.now(), by=self.by)
        return Graded(result=result, new=True)

    def keep_unchanged(self, before: Entry, result: Result) -> Graded:
        """Return a result of which nothing was judged; it is kept where a task was removed."""
        if result.tasks == before.result.tasks:
            return Graded(result=result, new=False)
        return self.add(result, read_keys(before.key))


def _judge_once(executor: Executor, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
    """Yield each job with its result; jobs on the same files and tasks are judged once."""
    jobs_by_work: dict[tuple[str, tuple[str, ...]], list[Job]] = {}
    for job in jobs:
        jobs_by_work.setdefault((job.submission.digest, job.tasks), []).append(job)
    for judged, result in executor.judge([group[0] for group in jobs_by_work.values()]):
        for job in jobs_by_work[judged.submission.digest, judged.tasks]:
            yield job, _as_result_of(job.submission, result, judged.submission)


def _held_results(submissions: Iterable[Submission], assignment: Assignment) -> Iterator[Result]:
    """Yield a held result for each submission that cannot be read."""
    for submission in submissions:
        if submission.problem is not None:
            yield held_result(submission, assignment, submission.problem, submission.blame)


def _as_result_of(submission: Submission, result: Result, judged_submission: Submission) -> Result:
    """Return the result of equal work, such as another's of the same group, as this one's."""
    added = (note for note in result.submission.notes if note not in judged_submission.notes)
    record = SubmissionRecord.of(submission, *added)
    return replace(result, student=submission.student, submission=record)


def _tasks_to_judge(
    assignment: Assignment,
    last_entry: Entry | None,
    keys: Keys,
    rerun: Rerun,
    only: tuple[str, ...],
) -> tuple[str, ...]:
    """Return the tasks that have no result yet which still holds, of all or `only` of those."""
    wanted_tasks = tuple(task for task in assignment.task_ids if not only or task in only)
    if last_entry is None or rerun is Rerun.ALL:
        return wanted_tasks
    judged_keys = read_keys(last_entry.key)
    failed_tasks = _failed_tasks(last_entry.result) if rerun is Rerun.FAILED else set()
    return tuple(
        task for task in wanted_tasks if judged_keys.get(task) != keys[task] or task in failed_tasks
    )


def _failed_tasks(result: Result) -> set[str]:
    """Return the tasks with a check that did not pass."""
    return {check.task for check in result.checks if check.outcome not in FINE}


def _with_unchanged_tasks(
    assignment: Assignment, entries: Mapping[str, Entry], result: Result, keys: Keys
) -> Result:
    """Return `result` with the latest entry's tasks that were not judged now and still hold."""
    last_entry = entries.get(result.submission.name)
    judged_keys = read_keys(last_entry.key) if last_entry else {}
    earlier_tasks = last_entry.result.tasks if last_entry else ()
    unchanged_tasks = (
        task for task in earlier_tasks if judged_keys.get(task.id) == keys.get(task.id)
    )
    return with_tasks(assignment, result, (*unchanged_tasks, *result.tasks))
