"""One thing that a student does next."""

from grader.language import tr
from grader.model import Result, TaskResult, TaskStatus
from grader.points import points_text

from .causes import causes
from .words import is_not_started, next_place, place_words


def next_step(result: Result) -> str:
    """Return one sentence on what to do after a check of one's own work."""
    open_step = _open_step(result)
    if open_step is not None:
        return open_step
    if result.undecided:
        return tr(
            "all visible checks pass, hidden checks decide {points} more points;"
            " `grade pack` makes the zip to hand in",
            points=points_text(result.undecided),
        )
    return tr("all checks pass; `grade pack` makes the zip to hand in")


def step_after_tasks(result: Result, whole_result: Result, *, complete: bool) -> str:
    """Return what to do after a check of some tasks.

    `whole_result` is what is known of all of them; `complete` says that this is every task.
    """
    return _open_step(result) or (
        next_step(whole_result) if complete else tr("this passes; `grade check` checks every task")
    )


def step_after_checks(result: Result) -> str:
    """Return what to do after single checks, by which no task is decided."""
    task = result.tasks[0].id if result.tasks else ""
    return _open_step(result) or tr(
        "this passes; `grade check {task}` checks the whole task", task=task
    )


def _open_step(result: Result) -> str | None:
    """Return what to do about the first task that is not done; None where all are."""
    for task in result.tasks:
        if task.status is TaskStatus.HELD:
            return tr("{task} is held, which is not your fault: tell your teacher", task=task.id)
        if causes(task) is not None:
            return tr(
                "mend {task}; `grade check {task} --repro` makes a script for your debugger",
                task=task.id,
            )
    return next(map(_beginning_step, filter(_is_waiting, result.tasks)), None)


def _is_waiting(task: TaskResult) -> bool:
    return is_not_started(task) or (bool(task.checks) and task.status is TaskStatus.NOT_SUBMITTED)


def _beginning_step(task: TaskResult) -> str:
    place = next_place(task)
    if place is None:
        return tr("begin {task}", task=task.id)
    return tr("begin {task} at {place}", task=task.id, place=place_words(place))
