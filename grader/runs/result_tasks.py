"""Tasks of a result, brought to what the assignment has now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grader.model import Assignment, Result, TaskResult
from grader.points import total


def with_tasks(assignment: Assignment, result: Result, tasks: Mapping[str, TaskResult]) -> Result:
    """Return a result with those tasks that the assignment has, in its order, and their sums."""
    in_order = tuple(tasks[task.id] for task in assignment.tasks if task.id in tasks)
    sums = total(in_order)
    return replace(
        result,
        tasks=in_order,
        held=sums.held,
        earned=sums.earned,
        possible=sums.possible,
        awaiting=sums.awaiting,
        undecided=sums.undecided,
    )


def without_removed_tasks(assignment: Assignment, result: Result) -> Result:
    """Return a result without the tasks that the assignment has no longer."""
    known = {task.id for task in assignment.tasks}
    if all(task.id in known for task in result.tasks):
        return result
    return with_tasks(assignment, result, {task.id: task for task in result.tasks})
