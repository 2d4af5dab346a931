"""Words that the terminal, the page and the CI summary share."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from grader.files.plain_text import clean as clean
from grader.files.plain_text import line as line
from grader.language import join_items, tr, tr_n, translatable
from grader.model import (
    Blame,
    CheckResult,
    Diagnosis,
    Outcome,
    Place,
    Result,
    TaskResult,
    TaskStatus,
)
from grader.points import UNCHANGED, carried_total, points_text

OUTCOME_WORDS = {
    Outcome.PASSED: translatable("passed"),
    Outcome.FAILED: translatable("failed"),
    Outcome.RAISED: translatable("raised an exception"),
    Outcome.TIMED_OUT: translatable("took too long"),
    Outcome.OUT_OF_MEMORY: translatable("used too much memory"),
    Outcome.CRASHED: translatable("crashed"),
    Outcome.BLOCKED: translatable("not run"),
    Outcome.NOT_SUBMITTED: translatable("not submitted"),
    Outcome.GRADER_FAULT: translatable("held: not the student's fault"),
}

# Who has to mend what did not pass, as one says it to a student.
BLAME_WORDS = {
    Blame.STUDENT: translatable("to be mended in your code"),
    Blame.COURSE: translatable("to be mended by the course, in its check; you have nothing to do"),
    Blame.GRADER: translatable("to be mended by those who run the grader; you have nothing to do"),
}

DRAWN_ANEW = translatable(
    "the visible checks were graded with other inputs of the same kind than those that you have;"
    " the numbers here are of these"
)


def outcome_words(outcome: Outcome) -> str:
    """Return how a check ended, in words."""
    return tr(OUTCOME_WORDS[outcome])


def count(number: int, word: str) -> str:
    """Return `1 check`, `3 checks`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def failed_checks(task: TaskResult) -> list[CheckResult]:
    """Return the checks that did not pass, without those that only wait for another."""
    quiet = (Outcome.PASSED, Outcome.BLOCKED, Outcome.NOT_SUBMITTED)
    return [check for check in task.checks if check.outcome not in quiet]


def count_blocked(task: TaskResult) -> int:
    """Return how many checks were not run because another did not pass."""
    return sum(check.outcome is Outcome.BLOCKED for check in task.checks)


def task_line(task: TaskResult) -> str:
    """Return what a table says of a task beside its points."""
    if task.status is TaskStatus.GRADED:
        return _graded_line(task)
    if task.status is TaskStatus.HELD:
        # Where the student is to blame, the submission's notes say once what is wrong with it.
        if task.blame is Blame.STUDENT:
            return tr("held")
        if task.checks:
            return tr("held: a check could not be judged, which is not your fault")
        return tr("held, which is not your fault")
    if task.status is TaskStatus.NOT_SUBMITTED and task.checks:
        return tr("not submitted")
    return _by_hand_line(task)


def _by_hand_line(task: TaskResult) -> str:
    if task.unchanged:
        state = tr(UNCHANGED)
    else:
        state = tr("missing") if task.status is TaskStatus.NOT_SUBMITTED else tr("present")
    return tr("by hand, {points} points; {state}", points=points_text(task.possible), state=state)


def _graded_line(task: TaskResult) -> str:
    if is_not_started(task):
        place = next_place(task)
        if place is None:
            return tr("not started")
        return tr("not started; next: {place}", place=place_words(place))
    return tr("; ").join(filter(None, (carried_total(task), _failures_line(task))))


def _failures_line(task: TaskResult) -> str:
    wrong = sum(check.outcome is not Outcome.PASSED for check in task.checks)
    if not wrong:
        return ""
    return tr_n(
        "{wrong} of {number} check did not pass",
        "{wrong} of {number} checks did not pass",
        len(task.checks),
        wrong=wrong,
    )


def waiting(task: TaskResult) -> str:
    """Return that checks wait for what failed; "" where none does."""
    number = count_blocked(task)
    if not number:
        return ""
    return tr_n(
        "{number} check of {task} not run: they need what failed",
        "{number} checks of {task} not run: they need what failed",
        number,
        task=task.id,
    )


def is_not_started(task: TaskResult) -> bool:
    """Return whether a task's code is still as it was handed out: that is no failure."""
    return task.unchanged and bool(task.checks) and task.status is TaskStatus.GRADED


def next_place(task: TaskResult) -> Place | None:
    """Return the student's line where the work on a task goes on."""
    return next((check.place for check in failed_checks(task) if check.place), None)


def blame(check: CheckResult) -> str:
    """Return who has to mend a check that did not pass; "" for one that passed."""
    return tr(BLAME_WORDS[check.blame]) if check.blame is not None else ""


def cause(diagnosis: Diagnosis) -> str:
    """Return what was misunderstood, in one paragraph."""
    return tr("{title}. {explanation}", title=diagnosis.title, explanation=diagnosis.explanation)


def more_hints(check: CheckResult) -> str:
    """Return how to see the next stage of a hint; "" where there is one stage only."""
    stages = len(check.hints)
    if stages < 2:
        return ""
    return tr(
        "hint 1 of {stages}; `grade hint {task}` shows the next", stages=stages, task=check.task
    )


def decided_points(result: Result) -> Decimal:
    """Return the points that the checks which ran could give."""
    by_hand = [
        task.possible
        for task in result.tasks
        if task.status is TaskStatus.NOT_SUBMITTED and not task.checks
    ]
    return result.possible - result.undecided - result.awaiting - sum(by_hand, Decimal(0))


def total(result: Result) -> str:
    """Return what was earned, of what the checks that ran could give."""
    if result.held:
        return tr("held")
    return f"{points_text(result.earned)} / {points_text(decided_points(result))}"


def headline(result: Result) -> str:
    """Return what kind of checks ran, and what is still open."""
    if result.undecided:
        return tr(
            "visible checks; hidden checks decide {points} more points",
            points=points_text(result.undecided),
        )
    if any(check.hidden for check in result.checks):
        return tr("visible and hidden checks")
    return tr("all checks")


def notes(result: Result) -> list[str]:
    """Return what was repaired, skipped, taken alike or could not be read, each once."""
    of_tasks = (note for task in result.tasks for note in _task_notes(task))
    of_checks = (f"{check.task}: {note}" for check in result.checks for note in check.notes)
    of_all = _notes_of_all(result)
    all_notes: Iterable[str] = (*of_all, *result.submission.notes, *of_tasks, *of_checks)
    return list(dict.fromkeys(clean(note) for note in all_notes))


def _task_notes(task: TaskResult) -> tuple[str, ...]:
    """Return a task's notes, without the one that its line in the table says already."""
    return task.notes[1:] if task.unchanged and not task.checks else task.notes


def _notes_of_all(result: Result) -> Iterator[str]:
    """Yield what holds for the whole result: how far it is trusted, what it was drawn from."""
    asserted = sum(check.asserted for check in result.checks)
    if asserted:
        yield tr_n(
            "{number} check marked (asserted): asserts run beside the student's code, which could"
            " forge them; lower trust",
            "{number} checks marked (asserted): asserts run beside the student's code, which could"
            " forge them; lower trust",
            asserted,
        )
    if result.seeds.drawn_anew:
        yield tr(DRAWN_ANEW)


def mark(check: CheckResult) -> str:
    """Return what stands beside a check's title: that it is hidden, that its trust is lower."""
    marks = [
        *([tr("hidden")] if check.hidden else []),
        *([tr("asserted")] if check.asserted else []),
    ]
    return tr("({marks})", marks=join_items(marks)) if marks else ""


def place(check: CheckResult) -> str:
    """Return the student's file and line, safe to show; empty when there is none."""
    return place_words(check.place) if check.place else ""


def place_words(where: Place) -> str:
    """Return a file and line, safe to show: file names are the student's too."""
    return f"{line(where.file)}:{where.line}"
