"""Exit codes of results, and why one is held."""

from grader.errors import EXIT_CHECK_FAILED, EXIT_DONE, EXIT_HELD
from grader.language import tr
from grader.model import Outcome, Result, TaskStatus

# Outcomes of checks that are no failure.
FINE = (Outcome.PASSED, Outcome.NOT_SUBMITTED)


def exit_code(result: Result) -> int:
    """Return 0 when every check that ran passed, 3 when something is held, else 1.

    Not submitted and awaiting are no failure.
    """
    if result.held:
        return EXIT_HELD
    fine = all(check.outcome in FINE for check in result.checks)
    return EXIT_DONE if fine else EXIT_CHECK_FAILED


def explain_hold(result: Result) -> str:
    """Return the sentence that says why a result is held."""
    faults = [check.message for check in result.checks if check.outcome is Outcome.GRADER_FAULT]
    lost = [
        note
        for task in result.tasks
        if task.status is TaskStatus.HELD and not task.checks
        for note in task.notes[:1]
    ]
    notes = [*lost, *result.submission.notes[-1:]]
    return (faults or notes or [tr("a check could not be judged")])[0]


def has_no_work(result: Result) -> bool:
    """Return whether nothing of the assignment came, as far as it was judged."""
    return all(task.status is TaskStatus.NOT_SUBMITTED for task in result.tasks)
