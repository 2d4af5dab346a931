"""Grading a folder of submissions: what is new is judged, recorded at once, and given out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from grader.gradebook import Entry, Gradebook
from grader.model import (
    Assignment,
    Blame,
    Outcome,
    Result,
    Submission,
    SubmissionRecord,
    TaskResult,
    TaskStatus,
)
from grader.points import total
from grader.runs.held import held_result
from grader.runs.keys import read_keys, settings_keys, task_keys, written_keys


class Rerun(StrEnum):
    """What is judged although there is a result.

    Only what changed, also what failed, or everything.
    """

    CHANGED = "changed"
    FAILED = "failed"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A submission and those of its tasks that are to be judged."""

    submission: Submission
    tasks: tuple[str, ...]


class Executor(Protocol):
    """Something that judges submissions, in any order."""

    def judge(self, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
        """Each job with its result, as they are ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
) -> Iterator[Graded]:
    """Each submission's result.

    A new one is in the gradebook, with `by` beside it, before it is given.

    A task whose key is that of the latest entry is not judged again, unless `rerun` says so or it
    was held.  One that fails never stops the run: it is held.  Equal work, such as a group's, is
    judged once.  Raises GraderError when the course is at fault.
    """
    known = gradebook.latest(assignment.id)
    settings = settings_keys(assignment)
    jobs: list[Job] = []
    for submission in submissions:
        before = known.get(submission.name)
        if submission.problem is not None:
            result = held_result(submission, assignment, submission.problem, Blame.STUDENT)
            gradebook.add(result, key=written_keys({}), recorded=now(), by=by)
            yield Graded(result=result, new=True)
            continue
        tasks = _to_judge(
            assignment, before, task_keys(assignment, submission, settings), rerun, only
        )
        if not tasks and before is not None:
            yield Graded(result=before.result, new=False)
        else:
            jobs.append(Job(submission=submission, tasks=tasks))
    shared: dict[tuple[str, tuple[str, ...]], list[Submission]] = {}
    for job in jobs:
        shared.setdefault((job.submission.digest, job.tasks), []).append(job.submission)
    once = [Job(submission=same[0], tasks=tasks) for (_, tasks), same in shared.items()]
    for job, result in executor.judge(once):
        keys = task_keys(assignment, job.submission, settings)
        for submission in shared[job.submission.digest, job.tasks]:
            whole = _merged(
                assignment,
                known.get(submission.name),
                _as_of(result, job.submission, submission),
                keys,
            )
            judged = {
                task.id: keys[task.id] for task in whole.tasks if task.status is not TaskStatus.HELD
            }
            gradebook.add(whole, key=written_keys(judged), recorded=now(), by=by)
            yield Graded(result=whole, new=True)


def _as_of(result: Result, judged: Submission, submission: Submission) -> Result:
    """The result of `judged` as that of equal work, such as another's of the same group."""
    added = (note for note in result.submission.notes if note not in judged.notes)
    record = SubmissionRecord(
        name=submission.name,
        digest=submission.digest,
        received=submission.received,
        notes=tuple(dict.fromkeys((*submission.notes, *added))),
    )
    return replace(result, student=submission.student, submission=record)


def _to_judge(
    assignment: Assignment,
    before: Entry | None,
    keys: dict[str, str],
    rerun: Rerun,
    only: tuple[str, ...],
) -> tuple[str, ...]:
    chosen = [task.id for task in assignment.tasks if not only or task.id in only]
    if before is None or rerun is Rerun.ALL:
        return tuple(chosen)
    there = read_keys(before.key)
    failed = (
        {task.id for task in before.result.tasks if _failed(task)}
        if rerun is Rerun.FAILED
        else set()
    )
    return tuple(task for task in chosen if there.get(task) != keys[task] or task in failed)


def _failed(task: TaskResult) -> bool:
    fine = (Outcome.PASSED, Outcome.NOT_SUBMITTED)
    return any(check.outcome not in fine for check in task.checks)


def _merged(
    assignment: Assignment, before: Entry | None, result: Result, keys: dict[str, str]
) -> Result:
    """`result` with the tasks that were not judged now, as they are in the latest entry while that
    still holds.
    """
    judged = {task.id: task for task in result.tasks}
    if before is not None:
        there = read_keys(before.key)
        for task in before.result.tasks:
            if task.id not in judged and there.get(task.id) == keys.get(task.id):
                judged[task.id] = task
    tasks = tuple(judged[task.id] for task in assignment.tasks if task.id in judged)
    sums = total(tasks)
    return replace(
        result,
        tasks=tasks,
        held=sums.held,
        earned=sums.earned,
        possible=sums.possible,
        awaiting=sums.awaiting,
        undecided=sums.undecided,
    )
