"""What a run changed: tasks whose points are not what the run before gave, and why."""

from __future__ import annotations

from collections.abc import Iterator

from grader.model import Result, TaskResult, TaskStatus
from grader.points import written
from grader.reporting.class_report import Change, Person


def changes(person: Person, before: Result, after: Result) -> Iterator[Change]:
    """Yield each task whose points or state are another; one that is new or gone counts too."""
    earlier = {task.id: task for task in before.tasks}
    later = {task.id: task for task in after.tasks}
    for name in earlier | later:
        old, new = _told(earlier.get(name)), _told(later.get(name))
        if old != new:
            why = _why(before, after, earlier.get(name), later.get(name))
            yield Change(person=person, task=name, before=old, after=new, why=why)


def _told(task: TaskResult | None) -> str:
    if task is None:
        return "no such task"
    if task.status is TaskStatus.GRADED and task.earned is not None:
        return f"{written(task.earned)} of {written(task.possible)}"
    return task.status.value.replace("_", " ")


def _why(before: Result, after: Result, old: TaskResult | None, new: TaskResult | None) -> str:
    """Return the nearest reason: what the student did counts before what the course changed."""
    if old is None or new is None:
        return "the assignment has other tasks now"
    reasons = {
        "the work is another one": before.submission.digest != after.submission.digest,
        "the task has other checks now": _check_ids(old) != _check_ids(new),
        "the points of the task were changed": old.possible != new.possible,
        "inputs were drawn from other seeds": before.seeds != after.seeds,
        "it was judged by other versions of the grader, Python, NumPy or PyTorch": (
            before.versions != after.versions
        ),
        "it was held in one of the two runs": TaskStatus.HELD in (old.status, new.status),
    }
    otherwise = "a check, a tolerance or the reference was changed"
    return next((reason for reason, holds in reasons.items() if holds), otherwise)


def _check_ids(task: TaskResult) -> set[str]:
    return {check.id for check in task.checks}
