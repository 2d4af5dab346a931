"""Redacting a result for a student: of each hidden check no more than its course lets be seen.

This is the one place that decides it: the page, results as JSON, a CI's summary and what goes to
other systems are made of what comes out here.
"""

from collections.abc import Iterator

from grader.language import tr
from grader.model import CheckResult, Result, Shows, TaskResult
from grader.nouns import replace


def redact_for_students(result: Result) -> Result:
    """Return the result without what a hidden check said, printed, expected or was drawn from.

    Nor how long it took: student code that sleeps can say in seconds what it saw.  Where visible
    checks were drawn anew, pictures keep the student's numbers only: the reference's, all
    together, would be an answer to hand in next time.
    """
    drawn_anew = result.seeds.drawn_anew
    tasks = tuple(
        replace(task, checks=tuple(_redact_task(task, drawn_anew=drawn_anew)))
        for task in result.tasks
    )
    seconds = round(sum(check.seconds for task in tasks for check in task.checks), 3)
    return replace(
        result, tasks=tasks, seconds=seconds, seeds=replace(result.seeds, hidden=None, grading=None)
    )


def _redact_task(task: TaskResult, *, drawn_anew: bool) -> Iterator[CheckResult]:
    """Yield what a student may see of a task's checks."""
    unnamed = 0
    for check in task.checks:
        if not check.hidden:
            yield _redact_visible(check, drawn_anew=drawn_anew)
        elif check.shows is Shows.OUTCOME:
            unnamed += 1
            name = f"{task.id}::hidden_{unnamed}"
            title = tr("Hidden check {number}", number=unnamed)
            yield replace(_without_values(check), id=name, title=title, carried=None)
        elif check.shows is not Shows.NOTHING:
            yield _without_values(check)


def _redact_visible(check: CheckResult, *, drawn_anew: bool) -> CheckResult:
    if not drawn_anew or not check.pictures:
        return check
    own = (replace(each, want=(), errors=()) for each in check.pictures)
    return replace(check, pictures=tuple(own))


def _without_values(check: CheckResult) -> CheckResult:
    """Return a hidden check without what it knows; what was misunderstood stays where it may."""
    return replace(
        check,
        message="",
        hint=None,
        hints=(),
        difference=None,
        diagnosis=check.diagnosis if check.shows is Shows.MISTAKE else None,
        place=None,
        traceback="",
        notes=(),
        output="",
        seconds=0.0,
        pictures=(),
    )
