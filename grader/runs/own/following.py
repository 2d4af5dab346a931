"""What a student does next, after a check of everything, of some tasks or of single checks."""

from grader.feedback.next_step import next_step, step_after_checks, step_after_tasks
from grader.model import Result
from grader.runs.result_tasks import with_tasks
from grader.runs.work import Work

from .remembering import Memory


def has_check_names(names: tuple[str, ...]) -> bool:
    """Return whether single checks are named."""
    return any("::" in name for name in names)


def choose_next_step(work: Work, names: tuple[str, ...], memory: Memory, result: Result) -> str:
    """Return what to do next: of named tasks that pass, what the others need."""
    if not names:
        return next_step(result)
    if has_check_names(names):
        return step_after_checks(result)
    tasks = (*memory.last_tasks(), *result.tasks)
    whole_result = with_tasks(work.assignment, result, tasks)
    complete = len(whole_result.tasks) == len(work.assignment.tasks)
    return step_after_tasks(result, whole_result, complete=complete)
