"""How far a student is over all tasks, in one or two lines."""

from grader.feedback import columns, words
from grader.feedback.styles import styled
from grader.language import tr
from grader.model import Result, TaskResult, TaskStatus
from grader.points import task_view, written

WIDTH = 80


def standing_lines(result: Result) -> str:
    """Return each task with its points, green where it has all, and the total.

    The lines have at most 80 columns.
    """
    parts = [_part(task) for task in result.tasks if task.checks]
    parts.append((f"{tr('total')} {words.total(result)}", "strong"))
    lines: list[list[tuple[str, str]]] = [[]]
    for text, name in parts:
        used = sum(columns.width(each) + 3 for each, _ in lines[-1])
        if lines[-1] and used + columns.width(text) > WIDTH:
            lines.append([])
        lines[-1].append((text, name))
    return "\n".join("   ".join(styled(text, name) for text, name in each) for each in lines)


def _part(task: TaskResult) -> tuple[str, str]:
    earned, possible = task_view(task)
    if task.status is TaskStatus.HELD:
        return tr("{task} held", task=task.id), "held"
    text = f"{task.id} {written(earned or possible * 0)}/{written(possible)}"
    if words.is_not_started(task) or task.status is TaskStatus.NOT_SUBMITTED:
        return text, "faint"
    return text, "good" if earned == possible else "bad"
