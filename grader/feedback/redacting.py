"""Redacting a result for a student: of hidden checks titles and outcomes stay, nothing else."""

from __future__ import annotations

from dataclasses import replace

from grader.model import CheckResult, Result


def for_students(result: Result) -> Result:
    """Return the result without what a hidden check said, printed, expected or was drawn from.

    Nor how long it took: student code that sleeps can say in seconds what it saw.  Where visible
    checks were drawn anew, pictures keep the student's numbers only: the reference's, all
    together, would be an answer to hand in next time.
    """
    drawn_anew = result.seeds.drawn_anew
    tasks = tuple(
        replace(task, checks=tuple(_told(check, drawn_anew) for check in task.checks))
        for task in result.tasks
    )
    seconds = round(sum(check.seconds for task in tasks for check in task.checks), 3)
    return replace(
        result, tasks=tasks, seconds=seconds, seeds=replace(result.seeds, hidden=None, grading=None)
    )


def _told(check: CheckResult, drawn_anew: bool) -> CheckResult:
    if check.hidden:
        return _without_values(check)
    if not drawn_anew or not check.pictures:
        return check
    own = (replace(each, want=(), errors=()) for each in check.pictures)
    return replace(check, pictures=tuple(own))


def _without_values(check: CheckResult) -> CheckResult:
    return replace(
        check,
        message="",
        hint=None,
        hints=(),
        difference=None,
        diagnosis=None,
        place=None,
        traceback="",
        notes=(),
        output="",
        seconds=0.0,
        pictures=(),
    )
