"""Rubric of tasks that a person marks, from `rubric.toml`."""

from decimal import Decimal

import msgspec

from grader.errors import BadFile
from grader.language import tr
from grader.model import Assignment, Criterion, Rubric, Task

from .declared import RubricFile
from .validation import read_settings

RUBRIC_FILE = "rubric.toml"


def load_rubrics(assignment: Assignment) -> dict[str, Rubric]:
    """Return the rubric of each task that a person marks, by task id.

    Empty when there is no rubric.toml yet.  Raises BadFile.
    """
    if not (assignment.folder / RUBRIC_FILE).is_file():
        return {}
    return {task.id: load_rubric(assignment, task) for task in assignment.tasks if task.by_hand}


def load_rubric(assignment: Assignment, task: Task) -> Rubric:
    """Return the rubric of a task that a person marks; its points add up to the task's.

    A criterion belongs to the task it names; where there is one such task, it need not name it.
    Raises BadFile.
    """
    path = assignment.folder / RUBRIC_FILE
    criteria = tuple(
        msgspec.convert(table, Criterion, from_attributes=True)
        for table in read_settings(path, RubricFile).criteria
        if table.task in (None, task.id)
    )
    ids = [criterion.id for criterion in criteria]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None:
        raise BadFile(
            path,
            tr("two criteria of {id} have the id {twice!r}; rename one", id=task.id, twice=twice),
        )
    total = sum((criterion.points for criterion in criteria), Decimal(0))
    if total != task.points:
        raise BadFile(
            path,
            tr(
                "its criteria add up to {total} points, but {id} has {points}; make them equal",
                total=total,
                id=task.id,
                points=task.points,
            ),
        )
    return Rubric(task=task.id, criteria=criteria)
