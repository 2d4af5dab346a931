"""A student's grade in an assignment, task by task and in sum."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from grader.language import tr
from grader.model import (
    Assignment,
    Decision,
    Grade,
    Hold,
    Override,
    Result,
    Rubric,
    RubricEntry,
    Student,
    Task,
    TaskResult,
    TaskStatus,
)
from grader.nouns import frozen, replace
from grader.points import ZERO, standing, written

from .decided import (
    concerns,
    latest_extension,
    latest_hold,
    marks_on,
    receipt,
    student_key,
)
from .late import after_lateness, lateness
from .regradings import regradings

# A task as it is now, and a sentence for each thing that changed its points.
Explained = tuple[TaskResult, list[str]]


def grade(
    result: Result,
    assignment: Assignment,
    rubrics: Mapping[str, Rubric],
    decisions: Iterable[Decision],
) -> Grade:
    """Return the grade that comes of a result.

    `rubrics` are by task id; `decisions` are the oldest first: of this student's, the latest of its
    kind counts.
    """
    decided = tuple(each for each in decisions if concerns(each, result))
    tasks, why = _tasks(result, assignment, rubrics, decided)
    sums = _sums(assignment, tasks)
    late = lateness(assignment.policy, receipt(result, decided), latest_extension(decided))
    adjusted = None
    if sums.raw is not None:
        why.extend(late.why)
        if sums.status is TaskStatus.GRADED:
            adjusted = after_lateness(assignment.policy, late, sums.raw, sums.possible)
    computed = Grade(
        assignment=assignment.id,
        student=Student(id=student_key(result), name=result.submission.name),
        status=sums.status,
        tasks=tasks,
        raw=sums.raw,
        adjusted=adjusted,
        possible=sums.possible,
        received=late.received,
        days_late=late.days,
        why=tuple(why),
        requests=regradings(decided),
    )
    return _held_by_a_person(computed, latest_hold(decided))


def _held_by_a_person(computed: Grade, hold: Hold | None) -> Grade:
    """Return the grade without its sums while somebody holds it."""
    if hold is None:
        return computed
    why = tr("held by {by}: {reason}", by=hold.by, reason=hold.reason)
    return replace(
        computed,
        status=TaskStatus.HELD,
        raw=None,
        adjusted=None,
        why=(why, *computed.why),
        hold=hold,
    )


def _tasks(
    result: Result,
    assignment: Assignment,
    rubrics: Mapping[str, Rubric],
    decided: Sequence[Decision],
) -> tuple[tuple[TaskResult, ...], list[str]]:
    """Return the tasks after marks and overrides, and a sentence for all that changed points."""
    tasks, why = [], []
    for task in assignment.tasks:
        current, reasons = _task(task, result, rubrics.get(task.id), decided)
        tasks.append(current)
        why.extend(reasons)
    policy = assignment.policy
    dropped = (task for task in tasks if task.id in policy.drop)
    why.extend(tr("{task} is dropped from the total", task=task.id) for task in dropped)
    extra = (task for task in tasks if task.id in policy.extra_credit)
    why.extend(tr("{task} is extra credit", task=task.id) for task in extra if task.earned)
    return tuple(tasks), why


@frozen
class _Sums:
    """Sums of the tasks that count; `raw` is None when nothing is known yet."""

    status: TaskStatus
    raw: Decimal | None
    possible: Decimal


def _sums(assignment: Assignment, tasks: Sequence[TaskResult]) -> _Sums:
    policy = assignment.policy
    counted = [task for task in tasks if task.id not in policy.drop]
    expected = (task.possible for task in counted if task.id not in policy.extra_credit)
    status = standing(counted)
    known = status in (TaskStatus.GRADED, TaskStatus.AWAITING)
    raw = sum((task.earned or ZERO for task in counted), ZERO) if known else None
    return _Sums(status, raw, sum(expected, ZERO))


def _task(
    task: Task, result: Result, rubric: Rubric | None, decided: Sequence[Decision]
) -> Explained:
    """Return a task with its points after marks and overrides."""
    judged = result.task(task.id)
    current, why = _as_judged(task, judged)
    waits_for_marks = judged is not None and current.status is TaskStatus.AWAITING
    if waits_for_marks and task.by_hand:
        current, why = _marked(current, result, rubric, decided)
    return _overridden(current, decided, why)


def _overridden(task: TaskResult, decided: Sequence[Decision], why: list[str]) -> Explained:
    """Return a task with the points of its latest override, if that was not taken back."""
    overrides = [each for each in decided if isinstance(each, Override) and each.task == task.id]
    if not overrides or overrides[-1].points is None:
        return task, why
    override = overrides[-1]
    note = tr(
        "{task}: {points} instead of {before}, by {by}: {reason}",
        task=task.id,
        points=written(override.points),
        before=_before(task),
        by=override.by,
        reason=override.reason,
    )
    earned = replace(task, status=TaskStatus.GRADED, earned=override.points)
    return earned, [*why, note]


def _before(task: TaskResult) -> str:
    """Return what a task had before an override: points, or how it stood."""
    states = {
        TaskStatus.NOT_SUBMITTED: tr("not submitted"),
        TaskStatus.AWAITING: tr("awaiting"),
        TaskStatus.HELD: tr("held"),
    }
    return states.get(task.status) or written(task.earned)


def _as_judged(task: Task, judged: TaskResult | None) -> Explained:
    """Return the task as judged; awaiting when it was not, or not as the assignment is now."""
    waiting = TaskResult(
        id=task.id, status=TaskStatus.AWAITING, earned=None, possible=task.points, undecided=ZERO
    )
    if judged is None:
        return waiting, [tr("{task} has not been judged yet; run `grade batch`", task=task.id)]
    if judged.possible == task.points and not judged.undecided:
        return judged, []
    if judged.status in (TaskStatus.HELD, TaskStatus.NOT_SUBMITTED) or task.by_hand:
        return replace(judged, possible=task.points, undecided=ZERO), []
    return waiting, [
        tr("{task} was judged when it had other points; run `grade batch` again", task=task.id)
    ]


def _marked(
    task: TaskResult, result: Result, rubric: Rubric | None, decided: Sequence[Decision]
) -> Explained:
    """Return a written task with the sum of its marks once all of them are there."""
    if rubric is None:
        return task, [tr("{task} cannot be marked: there is no rubric.toml", task=task.id)]
    marks = marks_on(result, task.id, decided)
    points = _valid_points(rubric, marks)
    if len(points) == len(rubric.criteria):
        return replace(task, status=TaskStatus.GRADED, earned=sum(points, ZERO)), []
    why = tr("{task}: not marked yet", task=task.id)
    if points:
        why = tr(
            "{task}: {marked} of {number} criteria marked",
            task=task.id,
            marked=len(points),
            number=len(rubric.criteria),
        )
    marked = (each.task for each in decided if isinstance(each, RubricEntry))
    if not marks and task.id in marked:
        why = tr("{why}; the marks there are were given for an earlier answer", why=why)
    return task, [why]


def _valid_points(rubric: Rubric, marks: Mapping[str | None, RubricEntry]) -> list[Decimal]:
    """Return the points of the criteria that have a mark within their points."""
    points = []
    for criterion in rubric.criteria:
        mark = marks.get(criterion.id)
        if mark is not None and mark.points is not None and mark.points <= criterion.points:
            points.append(mark.points)
    return points
