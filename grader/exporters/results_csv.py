"""`results.csv`: one row per submission."""

from collections.abc import Mapping, Sequence

from grader.files.tables import csv_text, safe_cell
from grader.model import Assignment, Result, TaskResult, TaskStatus
from grader.points import overall_status, points_text


def rows_csv(assignment: Assignment, rows: Mapping[str, Sequence[str]]) -> str:
    """Return the table made of rows by submission name.

    A large class keeps these in memory instead of its results.
    """
    head = ["student", "name", *assignment.task_ids, "total", "possible", "status"]
    return csv_text([head, *(rows[name] for name in sorted(rows))])


def result_row(
    assignment: Assignment, result: Result, names: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return a result's row of the table."""
    name = result.submission.name
    cells = [points_cell(result.task(task)) for task in assignment.task_ids]
    student_name = (names or {}).get(result.student or "", name)
    row = [
        result.student or name,
        student_name,
        *cells,
        _total_cell(result),
        points_text(result.possible),
        overall_status(result.tasks),
    ]
    return tuple(safe_cell(cell) for cell in row)


def points_cell(task: TaskResult | None) -> str:
    """Return a task's points, or the word for why there are none; "" when nothing was handed in."""
    if task is None or task.status is TaskStatus.NOT_SUBMITTED:
        return ""
    return points_text(task.earned) if task.status is TaskStatus.GRADED else task.status.value


def _total_cell(result: Result) -> str:
    if overall_status(result.tasks) is TaskStatus.NOT_SUBMITTED:
        return ""
    return "held" if result.held else points_text(result.earned)
