"""Which written task a command on marks is about."""

from collections.abc import Collection
from pathlib import Path

import click

from grader.config import load_rubric
from grader.errors import CalledWrongly
from grader.model import Rubric, Task
from grader.runs.task_names import task_ids

from .desk import Desk
from .options import Decorator

task_option: Decorator = click.option(
    "--task", "task_id", help="The written task, where the assignment has more than one."
)


def find_written_task(
    desk: Desk, task_id: str | None, file: Path | None = None
) -> tuple[Task, Rubric]:
    """Return a written task and its rubric.

    The task that was named, the one that `file` is called after, or the only one.

    Raises CalledWrongly and BadFile.
    """
    by_hand = {task.id: task for task in desk.assignment.tasks if task.by_hand}
    if task_id is not None:
        task_ids(desk.assignment, (task_id,))
    wanted_id = task_id or _guess_task(file, by_hand)
    if wanted_id not in by_hand:
        choices = ", ".join(by_hand) or "none"
        raise CalledWrongly(
            f"which written task of {desk.assignment.id}? There is {choices}; name it with --task"
        )
    return by_hand[wanted_id], load_rubric(desk.assignment, by_hand[wanted_id])


def _guess_task(file: Path | None, ids: Collection[str]) -> str:
    """Return the task that a file is called after, else the only one that is known."""
    if file is not None and file.stem in ids:
        return file.stem
    return next(iter(ids)) if len(ids) == 1 else ""
