"""`results.csv`: one row per submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.files.tables import csv_text, safe_cell
from grader.model import Assignment, Result, TaskResult, TaskStatus
from grader.points import written


def rows_csv(assignment: Assignment, rows: Mapping[str, Sequence[str]]) -> str:
    """Return the table made of rows by submission name.

    A large class keeps these in memory instead of its results.
    """
    tasks = [task.id for task in assignment.tasks]
    head = ["student", "name", *tasks, "total", "possible", "status"]
    return csv_text([head, *(rows[name] for name in sorted(rows))])


def result_row(
    assignment: Assignment, result: Result, names: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return a result's row of the table."""
    tasks = {task.id: task for task in result.tasks}
    name = result.submission.name
    cells = [_cell(tasks.get(task.id)) for task in assignment.tasks]
    called = (names or {}).get(result.student or "", name)
    row = [
        result.student or name,
        called,
        *cells,
        _total(result),
        written(result.possible),
        status(result),
    ]
    return tuple(safe_cell(cell) for cell in row)


def status(result: Result) -> str:
    """Return held before awaiting before graded; not_submitted only when nothing came."""
    if result.held:
        return TaskStatus.HELD.value
    submitted = [task for task in result.tasks if task.status is not TaskStatus.NOT_SUBMITTED]
    if not submitted:
        return TaskStatus.NOT_SUBMITTED.value
    if any(task.status is TaskStatus.AWAITING for task in submitted):
        return TaskStatus.AWAITING.value
    return TaskStatus.GRADED.value


def _cell(task: TaskResult | None) -> str:
    if task is None or task.status is TaskStatus.NOT_SUBMITTED:
        return ""
    return written(task.earned) if task.status is TaskStatus.GRADED else task.status.value


def _total(result: Result) -> str:
    if status(result) == TaskStatus.NOT_SUBMITTED:
        return ""
    return "held" if result.held else written(result.earned)
