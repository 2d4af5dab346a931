"""Tasks of a result, brought to what the assignment has now."""

from collections.abc import Iterable

from grader.model import Assignment, Result, TaskResult
from grader.nouns import replace
from grader.points import total


def with_tasks(assignment: Assignment, result: Result, tasks: Iterable[TaskResult]) -> Result:
    """Return a result with those tasks that the assignment has, in its order, and their sums.

    Of two results of one task the later counts.
    """
    by_id = {task.id: task for task in tasks}
    in_order = tuple(by_id[task] for task in assignment.task_ids if task in by_id)
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
    if all(task.id in assignment.task_ids for task in result.tasks):
        return result
    return with_tasks(assignment, result, result.tasks)
