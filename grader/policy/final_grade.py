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
from grader.points import ZERO, overall_status, points_text

from .decided import (
    concerns,
    latest_extension,
    latest_hold,
    marks_on,
    receipt_time,
    student_key,
)
from .late import deduct_lateness, lateness
from .regradings import list_regradings

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
    own_decisions = tuple(each for each in decisions if concerns(each, result))
    tasks, sentences = _decide_tasks(result, assignment, rubrics, own_decisions)
    sums = _sum_up(assignment, tasks)
    late = lateness(
        assignment.policy, receipt_time(result, own_decisions), latest_extension(own_decisions)
    )
    adjusted = None
    if sums.raw is not None:
        sentences.extend(late.why)
        if sums.status is TaskStatus.GRADED:
            adjusted = deduct_lateness(assignment.policy, late, sums.raw, sums.possible)
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
        why=tuple(sentences),
        requests=list_regradings(own_decisions),
    )
    return _with_hold(computed, latest_hold(own_decisions))


def _with_hold(computed: Grade, hold: Hold | None) -> Grade:
    """Return the grade without its sums while somebody holds it."""
    if hold is None:
        return computed
    sentence = tr("held by {by}: {reason}", by=hold.by, reason=hold.reason)
    return replace(
        computed,
        status=TaskStatus.HELD,
        raw=None,
        adjusted=None,
        why=(sentence, *computed.why),
        hold=hold,
    )


def _decide_tasks(
    result: Result,
    assignment: Assignment,
    rubrics: Mapping[str, Rubric],
    decisions: Sequence[Decision],
) -> tuple[tuple[TaskResult, ...], list[str]]:
    """Return the tasks after marks and overrides, and a sentence for all that changed points."""
    tasks, sentences = [], []
    for task in assignment.tasks:
        current, reasons = _decide_task(task, result, rubrics.get(task.id), decisions)
        tasks.append(current)
        sentences.extend(reasons)
    policy = assignment.policy
    dropped = (task for task in tasks if task.id in policy.drop)
    sentences.extend(tr("{task} is dropped from the total", task=task.id) for task in dropped)
    extra = (task for task in tasks if task.id in policy.extra_credit)
    sentences.extend(tr("{task} is extra credit", task=task.id) for task in extra if task.earned)
    return tuple(tasks), sentences


@frozen
class _Sums:
    """Sums of the tasks that count; `raw` is None when nothing is known yet."""

    status: TaskStatus
    raw: Decimal | None
    possible: Decimal


def _sum_up(assignment: Assignment, tasks: Sequence[TaskResult]) -> _Sums:
    policy = assignment.policy
    counted_tasks = [task for task in tasks if task.id not in policy.drop]
    expected = (task.possible for task in counted_tasks if task.id not in policy.extra_credit)
    status = overall_status(counted_tasks)
    is_known = status in (TaskStatus.GRADED, TaskStatus.AWAITING)
    raw = sum((task.earned or ZERO for task in counted_tasks), ZERO) if is_known else None
    return _Sums(status, raw, sum(expected, ZERO))


def _decide_task(
    task: Task, result: Result, rubric: Rubric | None, decisions: Sequence[Decision]
) -> Explained:
    """Return a task with its points after marks and overrides."""
    judged_task = result.task(task.id)
    current, sentences = _as_judged(task, judged_task)
    waits_for_marks = judged_task is not None and current.status is TaskStatus.AWAITING
    if waits_for_marks and task.by_hand:
        current, sentences = _with_marks(current, result, rubric, decisions)
    return _with_override(current, decisions, sentences)


def _with_override(
    task: TaskResult, decisions: Sequence[Decision], sentences: list[str]
) -> Explained:
    """Return a task with the points of its latest override, if that was not taken back."""
    overrides = [each for each in decisions if isinstance(each, Override) and each.task == task.id]
    if not overrides or overrides[-1].points is None:
        return task, sentences
    override = overrides[-1]
    note = tr(
        "{task}: {points} instead of {before}, by {by}: {reason}",
        task=task.id,
        points=points_text(override.points),
        before=_describe_earlier(task),
        by=override.by,
        reason=override.reason,
    )
    earned = replace(task, status=TaskStatus.GRADED, earned=override.points)
    return earned, [*sentences, note]


def _describe_earlier(task: TaskResult) -> str:
    """Return what a task had before an override: points, or how it stood."""
    states = {
        TaskStatus.NOT_SUBMITTED: tr("not submitted"),
        TaskStatus.AWAITING: tr("awaiting"),
        TaskStatus.HELD: tr("held"),
    }
    return states.get(task.status) or points_text(task.earned)


def _as_judged(task: Task, judged_task: TaskResult | None) -> Explained:
    """Return the task as judged; awaiting when it was not, or not as the assignment is now."""
    awaiting_task = TaskResult(
        id=task.id, status=TaskStatus.AWAITING, earned=None, possible=task.points, undecided=ZERO
    )
    if judged_task is None:
        return awaiting_task, [
            tr("{task} has not been judged yet; run `grade batch`", task=task.id)
        ]
    if judged_task.possible == task.points and not judged_task.undecided:
        return judged_task, []
    if judged_task.status in (TaskStatus.HELD, TaskStatus.NOT_SUBMITTED) or task.by_hand:
        return replace(judged_task, possible=task.points, undecided=ZERO), []
    return awaiting_task, [
        tr("{task} was judged when it had other points; run `grade batch` again", task=task.id)
    ]


def _with_marks(
    task: TaskResult, result: Result, rubric: Rubric | None, decisions: Sequence[Decision]
) -> Explained:
    """Return a written task with the sum of its marks once all of them are there."""
    if rubric is None:
        return task, [tr("{task} cannot be marked: there is no rubric.toml", task=task.id)]
    marks = marks_on(result, task.id, decisions)
    points = _valid_points(rubric, marks)
    if len(points) == len(rubric.criteria):
        return replace(task, status=TaskStatus.GRADED, earned=sum(points, ZERO)), []
    sentence = tr("{task}: not marked yet", task=task.id)
    if points:
        sentence = tr(
            "{task}: {marked} of {number} criteria marked",
            task=task.id,
            marked=len(points),
            number=len(rubric.criteria),
        )
    marked_tasks = (each.task for each in decisions if isinstance(each, RubricEntry))
    if not marks and task.id in marked_tasks:
        sentence = tr("{why}; the marks there are were given for an earlier answer", why=sentence)
    return task, [sentence]


def _valid_points(rubric: Rubric, marks: Mapping[str | None, RubricEntry]) -> list[Decimal]:
    """Return the points of the criteria that have a mark within their points."""
    points = []
    for criterion in rubric.criteria:
        mark = marks.get(criterion.id)
        if mark is not None and mark.points is not None and mark.points <= criterion.points:
            points.append(mark.points)
    return points
