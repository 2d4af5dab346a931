"""Adding up: checks to a task, tasks to a submission.

Exact decimals; what is not known is None, never zero.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal

from grader.language import join_items, tr, tr_n, translatable
from grader.model import Blame, CheckResult, Outcome, Result, Task, TaskResult, TaskStatus
from grader.nouns import noun, replace

ZERO = Decimal(0)

# What is said of a written answer that nobody wrote.
UNCHANGED = translatable("unchanged from the template")


@noun
class Total:
    """A submission's sums.  `earned` is None when something is held."""

    held: bool
    earned: Decimal | None
    possible: Decimal
    awaiting: Decimal
    undecided: Decimal


def task_result(
    task: Task,
    checks: tuple[CheckResult, ...],
    *,
    submitted: bool,
    with_hidden: bool,
    notes: tuple[str, ...] = (),
    answer: str | None = None,
    unchanged: bool = False,
    lost: bool = False,
) -> TaskResult:
    """Return one task's result, made of its checks' results.

    A task that nobody handed in has no points at all; a task with a GRADER_FAULT is held, and so is
    one that may be `lost` in a broken notebook; a task that is marked by hand awaits.
    """
    fault = next((check for check in checks if check.outcome is Outcome.GRADER_FAULT), None)
    status, blame = _status(task, fault, submitted=submitted, lost=lost)
    graded = status is TaskStatus.GRADED
    return TaskResult(
        id=task.id,
        status=status,
        earned=sum((check.earned or ZERO for check in checks), ZERO) if graded else None,
        possible=task.points,
        undecided=ZERO if with_hidden else task.hidden_points,
        checks=checks,
        notes=notes,
        answer=answer,
        unchanged=unchanged,
        blame=blame,
    )


def _status(
    task: Task, fault: CheckResult | None, *, submitted: bool, lost: bool
) -> tuple[TaskStatus, Blame | None]:
    """Return a task's status, and who has to mend one that is held."""
    if lost:
        return TaskStatus.HELD, Blame.STUDENT
    if not submitted:
        return TaskStatus.NOT_SUBMITTED, None
    if task.by_hand:
        return TaskStatus.AWAITING, None
    return (TaskStatus.HELD, fault.blame) if fault is not None else (TaskStatus.GRADED, None)


def total(tasks: Iterable[TaskResult]) -> Total:
    """Return the sums of all tasks; not submitted and awaiting ones add nothing to the earned."""
    results = tuple(tasks)
    is_held = any(task.status is TaskStatus.HELD for task in results)
    awaiting = (task.possible for task in results if task.status is TaskStatus.AWAITING)
    return Total(
        held=is_held,
        earned=None if is_held else sum((task.earned or ZERO for task in results), ZERO),
        possible=sum((task.possible for task in results), ZERO),
        awaiting=sum(awaiting, ZERO),
        undecided=sum((task.undecided for task in results), ZERO),
    )


def overall_status(tasks: Iterable[TaskResult]) -> TaskStatus:
    """Return held before not submitted (nothing came at all) before awaiting before graded."""
    states = {task.status for task in tasks}
    if TaskStatus.HELD in states:
        return TaskStatus.HELD
    if states <= {TaskStatus.NOT_SUBMITTED}:
        return TaskStatus.NOT_SUBMITTED
    return TaskStatus.AWAITING if TaskStatus.AWAITING in states else TaskStatus.GRADED


def status_words(status: TaskStatus) -> str:
    """Return a state as it is read: `not submitted`."""
    return status.value.replace("_", " ")


def points_or_status(task: TaskResult) -> str:
    """Return a graded task's points of those possible, else its state."""
    if task.status is TaskStatus.GRADED and task.earned is not None:
        return f"{points_text(task.earned)} of {points_text(task.possible)}"
    return status_words(task.status)


def narrow_points(result: Result, tasks: Collection[str]) -> Result:
    """Return a result in which those tasks can earn only what the checks that ran can give."""
    if not tasks:
        return result
    narrowed = tuple(
        replace(task, possible=sum((each.possible for each in task.checks), task.undecided))
        if task.id in tasks
        else task
        for task in result.tasks
    )
    sums = total(narrowed)
    return replace(result, tasks=narrowed, possible=sums.possible)


def task_view(task: TaskResult) -> tuple[Decimal | None, Decimal]:
    """Return what a table shows of a task: earned, and what the checks that ran could give."""
    return task.earned, task.possible - task.undecided


def carried_line(check: CheckResult) -> str:
    """Return how points came about that the reference's stage helped to; "" where there are none.

    It stands wherever the points of a check do.
    """
    if check.carried is None:
        return ""
    return tr_n(
        "{points} point earned with the reference's {stages} in the place of your own",
        "{points} points earned with the reference's {stages} in the place of your own",
        _plural_form(check.carried.earned),
        points=points_text(check.carried.earned),
        stages=tr(" and ").join(check.carried.stages),
    )


def carried_total(task: TaskResult) -> str:
    """Return the same of a whole task, in few words."""
    carried = [check.carried for check in task.checks if check.carried]
    if not carried:
        return ""
    stages = dict.fromkeys(stage for each in carried for stage in each.stages)
    points = sum((each.earned for each in carried), ZERO)
    return tr_n(
        "{points} point carried ({stages})",
        "{points} points carried ({stages})",
        _plural_form(points),
        points=points_text(points),
        stages=join_items(stages),
    )


def _plural_form(value: Decimal) -> int:
    """Return which form of a sentence such points take: 1 for exactly one point."""
    return 1 if value == 1 else 2


def points_text(value: Decimal | None) -> str:
    """Write points as people do: 6, 2.5; None is a dash."""
    if value is None:
        return "-"
    plain = value.normalize()
    return f"{plain:f}"


def plain_points(value: Decimal | None) -> Decimal | None:
    """Return the same number without zeros at its end."""
    return None if value is None else Decimal(points_text(value))
