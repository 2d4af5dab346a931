"""Remembering what a student's own checks said: a task that did not change is not judged again.

A memory is a folder in the person's cache, with one file per folder of work.
Each task's result stands there beside the key of all that it was made from.
What a slow or full machine may have caused has no key, so it is judged again.
"""

import hashlib
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec

import grader
from grader.config import file_digest, handed_out_digests
from grader.errors import GraderError
from grader.files.writing import write_whole
from grader.gradebook.result_json import to_json
from grader.model import (
    Assignment,
    Outcome,
    Result,
    Submission,
    SubmissionRecord,
    TaskResult,
    TaskStatus,
)
from grader.nouns import frozen, replace
from grader.runs.batches.task_keys import Keys, settings_keys, task_keys
from grader.runs.result_tasks import with_tasks
from grader.runs.task_names import find_requested
from grader.runs.work import Work

MACHINE = frozenset(
    (Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.CRASHED, Outcome.GRADER_FAULT)
)


class _Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds: keys by task, and the last result with all tasks that are known.

    `code` is a stamp of the tensorgrade that judged.
    """

    code: str
    keys: dict[str, str]
    result: Result


@frozen
class Recalled:
    """A result, and the tasks of it that were not judged now because nothing changed."""

    result: Result
    recalled: tuple[str, ...]


class Memory:
    """What is known of the work in one folder."""

    def __init__(self, cache: Path, work: Work) -> None:
        name = hashlib.sha256(str(work.folder).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._path = cache / "checks" / f"{name}.json"
        self._code = _code_stamp()

    def recall(self, keys: Keys) -> Result | None:
        """Return the last result, with the tasks whose key is still the same; None without any."""
        stored = self._read()
        if stored is None:
            return None
        same_tasks = [
            task
            for task in stored.result.tasks
            if stored.keys.get(task.id, "") == keys.get(task.id)
        ]
        usable = same_tasks and stored.code == self._code
        return replace(stored.result, tasks=tuple(same_tasks)) if usable else None

    def last_result(self) -> Result | None:
        """Return the last result, whatever changed since; None without any."""
        stored = self._read()
        return stored.result if stored else None

    def last_tasks(self) -> tuple[TaskResult, ...]:
        """Return the tasks of the last result."""
        last_result = self.last_result()
        return last_result.tasks if last_result else ()

    def keep(self, keys: Keys, result: Result) -> None:
        """Keep a result; a cache that cannot be written costs time and nothing else.

        Only of a lasting task there is a key, so that every other one is judged again.  A task that
        the result lacks stays as it was last known.
        """
        tasks_by_id = {task.id: task for task in (*self.last_tasks(), *result.tasks)}
        tasks = tuple(tasks_by_id[task] for task in keys if task in tasks_by_id)
        lasting_keys = {task.id: keys[task.id] for task in result.tasks if _is_lasting(task)}
        kept = msgspec.Raw(to_json(replace(result, tasks=tasks)))
        content = msgspec.json.encode({"code": self._code, "keys": lasting_keys, "result": kept})
        with suppress(GraderError, OSError):
            write_whole(self._path, content)

    def _read(self) -> _Remembered | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Remembered)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None


class JudgesTasks(Protocol):
    """What judges tasks of a submission: `judge_now`, or one that stays warm."""

    def __call__(
        self, submission: Submission, assignment: Assignment, *, tasks: tuple[str, ...]
    ) -> Result:
        """Return the result of those tasks, or of all when none is named."""


def judge_now(
    submission: Submission,
    assignment: Assignment,
    *,
    tasks: tuple[str, ...],
    on_task: Callable[[str], None] | None = None,
) -> Result:
    """Judge tasks with an examiner of their own.

    What that takes is imported here: where nothing changed, the import would be most of the time.
    """
    from grader.runs.one import grade_one

    return grade_one(submission, assignment, tasks=tasks, on_task=on_task)


def check_changed(
    work: Work, names: tuple[str, ...], memory: Memory, judge: JudgesTasks = judge_now
) -> Recalled:
    """Return the result of the visible checks of whole tasks, judging only those that changed.

    Raises CalledWrongly for a task that is not there, and what the grader raises.
    """
    assignment, submission = work.assignment, work.submission()
    wanted_tasks = find_requested(assignment, names).tasks or assignment.task_ids
    if submission.problem is not None:
        return Recalled(judge(submission, assignment, tasks=wanted_tasks), ())
    keys = _work_keys(work, submission)
    last_result = memory.recall(keys)
    known_tasks = {task.id for task in last_result.tasks} if last_result else set()
    changed_tasks = tuple(task for task in wanted_tasks if task not in known_tasks)
    if last_result is None or changed_tasks:
        result = judge(submission, assignment, tasks=changed_tasks)
        result = with_tasks(
            assignment, result, (*(last_result.tasks if last_result else ()), *result.tasks)
        )
        memory.keep(keys, result)
    else:
        result = replace(last_result, submission=SubmissionRecord.of(submission))
    return _pick_wanted(assignment, result, wanted_tasks, known_tasks)


def _pick_wanted(
    assignment: Assignment,
    result: Result,
    wanted_tasks: tuple[str, ...],
    known_tasks: Collection[str],
) -> Recalled:
    """Return the wanted tasks of a result, and which of them were known before."""
    tasks = (task for task in result.tasks if task.id in wanted_tasks)
    recalled = tuple(task for task in wanted_tasks if task in known_tasks)
    return Recalled(with_tasks(assignment, result, tasks), recalled)


def _work_keys(work: Work, submission: Submission) -> dict[str, str]:
    own_work = _without_handed_out(work, submission)
    return task_keys(work.assignment, own_work, settings_keys(work.assignment))


def failed_names(result: Result) -> tuple[str, ...]:
    """Return what to check again of a result: its checks that did not pass, as TASK::CHECK.

    A blocked check is left to what blocks it.
    """
    left_out = frozenset((Outcome.PASSED, Outcome.BLOCKED, Outcome.NOT_SUBMITTED))
    return tuple(check.id for check in result.checks if check.outcome not in left_out)


def _without_handed_out(work: Work, submission: Submission) -> Submission:
    """Return the submission without what is as it was handed out and is no task's own file.

    An untouched notebook names every task, and would make each depend on all files.
    """
    digests = handed_out_digests(work.assignment)
    tasks = {task.file for task in work.assignment.tasks}
    files = tuple(
        file
        for file in submission.files
        if file.name in tasks or digests.get(file.name) != file_digest(file.content)
    )
    return replace(submission, files=files)


def _is_lasting(task: TaskResult) -> bool:
    held = task.status is TaskStatus.HELD
    return not held and not any(check.outcome in MACHINE for check in task.checks)


def _code_stamp() -> str:
    """Return when the files of tensorgrade were written, as one text.

    Who works on tensorgrade itself gets no answers of an older one.
    """
    package = Path(grader.__file__).parent
    stats = (path.stat() for path in sorted(package.rglob("*.py")))
    text = repr([(each.st_mtime_ns, each.st_size) for each in stats])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
