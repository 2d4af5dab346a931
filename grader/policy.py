"""From what was judged and what staff decided to a grade.

Marks, overrides, dropped tasks, lateness.

Pure: nothing is read or written, and nothing given is changed.  In this order: a written task gets
the sum of its marks; an override replaces a task's points; dropped tasks are left out; lateness
takes its part off the sum; the sum is rounded once, to two decimals, half up (Canvas takes two).
Exact decimals throughout.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from grader.model import (
    Assignment,
    Decision,
    Extension,
    Grade,
    Override,
    Policy,
    Receipt,
    Result,
    Rubric,
    RubricEntry,
    Student,
    Task,
    TaskResult,
    TaskStatus,
)
from grader.points import ZERO, written

DAY = timedelta(days=1)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How late a submission is.

    `days` are those begun after `due` and the grace, `charged` those that cost.
    """

    due: datetime | None
    received: datetime | None
    days: int | None
    charged: int
    cut_off: bool
    why: tuple[str, ...]


def grade(
    result: Result,
    assignment: Assignment,
    rubrics: Mapping[str, Rubric],
    decisions: Iterable[Decision],
) -> Grade:
    """The grade that comes of a result.

    `rubrics` are by task id; `decisions` are the oldest first: of this student's, the latest of its
    kind counts.
    """
    policy, decided = assignment.policy, tuple(each for each in decisions if concerns(each, result))
    why: list[str] = []
    tasks = tuple(
        _task(task, result, rubrics.get(task.id), decided, why) for task in assignment.tasks
    )
    counted = [task for task in tasks if task.id not in policy.drop]
    why.extend(f"{task.id} is dropped from the total" for task in tasks if task.id in policy.drop)
    why.extend(
        f"{task.id} is extra credit"
        for task in tasks
        if task.id in policy.extra_credit and task.earned
    )
    possible = sum((task.possible for task in counted if task.id not in policy.extra_credit), ZERO)
    status = _status(counted)
    known = status in (TaskStatus.GRADED, TaskStatus.AWAITING)
    raw = sum((task.earned or ZERO for task in counted), ZERO) if known else None
    late = lateness(policy, receipt(result, decided), latest_extension(decided))
    adjusted = None
    if known:
        why.extend(late.why)
    if status is TaskStatus.GRADED and raw is not None:
        adjusted = after_lateness(policy, late, raw, possible)
    return Grade(
        assignment=assignment.id,
        student=Student(id=student_key(result), name=result.submission.name),
        status=status,
        tasks=tasks,
        raw=raw,
        adjusted=adjusted,
        possible=possible,
        received=late.received,
        days_late=late.days,
        why=tuple(why),
    )


def student_key(result: Result) -> str:
    """What decisions name a student by: the id where it is known, else the submission's name."""
    return result.student or result.submission.name


def concerns(decision: Decision, result: Result) -> bool:
    """Whether a decision is about the student of a result."""
    return decision.student in (result.student, result.submission.name)


def marked_digest(result: Result, task: str) -> str:
    """The digest of what a person reads to mark a task.

    The answer, or all that was handed in where it is unknown.
    """
    answer = next((each.answer for each in result.tasks if each.id == task), None)
    if answer is None:
        return result.submission.digest
    return f"sha256:{hashlib.sha256(answer.encode('utf-8', 'replace')).hexdigest()}"


def marks_on(
    result: Result, task: str, decisions: Iterable[Decision]
) -> dict[str | None, RubricEntry]:
    """The latest mark of each criterion, and the comment (under None), that were given for this
    very answer.

    One that was taken back has no points and no comment.
    """
    read = (marked_digest(result, task), result.submission.digest)
    return {
        each.criterion: each
        for each in decisions
        if isinstance(each, RubricEntry)
        and each.task == task
        and each.marked in read
        and concerns(each, result)
    }


def latest_extension(decisions: Iterable[Decision]) -> Extension | None:
    """The extension that counts; None when there is none, or it was taken back."""
    found = [each for each in decisions if isinstance(each, Extension)]
    return found[-1] if found and (found[-1].until or found[-1].days is not None) else None


def receipt(result: Result, decisions: Iterable[Decision]) -> datetime | None:
    """When the work was received: what staff say of this very work, else what its source said."""
    for each in reversed(list(decisions)):
        if isinstance(each, Receipt) and each.digest == result.submission.digest:
            return each.received
    try:
        found = datetime.fromisoformat(result.submission.received or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def on_time_until(policy: Policy, extension: Extension | None) -> datetime | None:
    """The last moment that costs a student nothing, with grace and the student's extension.

    None without a deadline.
    """
    if policy.due is None:
        return None
    return _extended(policy.due, extension) + timedelta(minutes=policy.grace_minutes)


def _extended(due: datetime, extension: Extension | None) -> datetime:
    """The deadline with a student's extension, which never shortens."""
    if extension is None:
        return due
    return max(due, extension.until or due + DAY * (extension.days or 0))


def lateness(
    policy: Policy, received: datetime | None, extension: Extension | None = None
) -> Lateness:
    """How late work is that was received then.

    What has no known time of receipt counts as on time, and says so.

    An extension never shortens: the student's deadline is the later of the two.
    """
    due, why = policy.due, []
    if due is None:
        return Lateness(due=None, received=received, days=None, charged=0, cut_off=False, why=())
    if extension is not None:
        until = _extended(due, extension)
        if until > due:
            reason = f": {extension.reason}" if extension.reason else ""
            why.append(f"due {_moment(until, due)} by an extension{reason}")
        due = until
    if received is None:
        unknown = "it is not known when this was received; counted as on time"
        return Lateness(
            due=due, received=None, days=None, charged=0, cut_off=False, why=(*why, unknown)
        )
    over = received.astimezone(UTC) - due.astimezone(UTC) - timedelta(minutes=policy.grace_minutes)
    days = max(0, -(-over // DAY))  # rounded up, in whole numbers
    cut_off = policy.cutoff_days is not None and days > policy.cutoff_days
    charged = max(0, days - policy.late_days)
    if days:
        why.append(_late_words(policy, received, due, days, charged, cut_off))
    return Lateness(
        due=due, received=received, days=days, charged=charged, cut_off=cut_off, why=tuple(why)
    )


def after_lateness(policy: Policy, late: Lateness, raw: Decimal, possible: Decimal) -> Decimal:
    """What lateness leaves of `raw` points: never below zero, to two decimals, half up."""
    if late.cut_off:
        return ZERO
    base = possible if policy.penalty_of == "possible" else raw
    off = base * policy.penalty_percent_a_day * late.charged / 100
    return max(ZERO, raw - off).quantize(CENT, ROUND_HALF_UP)


def _late_words(
    policy: Policy, received: datetime, due: datetime, days: int, charged: int, cut_off: bool
) -> str:
    said = f"received {_moment(received, due)}, {_days(days)} late"
    if cut_off:
        return f"{said}: after the cut-off of {_days(policy.cutoff_days or 0)}, so it counts as 0"
    if policy.late_days:
        said += f", {days - charged} of them free"
    percent = min(Decimal(100), policy.penalty_percent_a_day * charged)
    if not percent:
        return f"{said}: nothing off"
    return (
        f"{said}: {written(percent)} % off what was"
        f" {'possible' if policy.penalty_of == 'possible' else 'earned'}"
    )


def _task(
    task: Task, result: Result, rubric: Rubric | None, decisions: Sequence[Decision], why: list[str]
) -> TaskResult:
    """A task with its points after marks and overrides."""
    judged = next((each for each in result.tasks if each.id == task.id), None)
    found = _current(task, judged, why)
    if found.status is TaskStatus.AWAITING and task.by_hand and judged is not None:
        found = _marked(found, result, rubric, decisions, why)
    override = [each for each in decisions if isinstance(each, Override) and each.task == task.id]
    if not override or override[-1].points is None:
        return found
    last = override[-1]
    before = (
        written(found.earned)
        if found.status is TaskStatus.GRADED
        else found.status.value.replace("_", " ")
    )
    why.append(
        f"{task.id}: {written(last.points)} instead of {before}, by {last.by}: {last.reason}"
    )
    return replace(found, status=TaskStatus.GRADED, earned=last.points)


def _current(task: Task, judged: TaskResult | None, why: list[str]) -> TaskResult:
    """The task as judged; awaiting when it was not, or not as the assignment is now."""
    waiting = TaskResult(
        id=task.id, status=TaskStatus.AWAITING, earned=None, possible=task.points, undecided=ZERO
    )
    if judged is None:
        why.append(f"{task.id} has not been judged yet; run `grade batch`")
        return waiting
    if judged.possible == task.points and not judged.undecided:
        return judged
    if judged.status in (TaskStatus.HELD, TaskStatus.NOT_SUBMITTED) or task.by_hand:
        return replace(judged, possible=task.points, undecided=ZERO)
    why.append(f"{task.id} was judged when it had other points; run `grade batch` again")
    return waiting


def _marked(
    task: TaskResult,
    result: Result,
    rubric: Rubric | None,
    decisions: Sequence[Decision],
    why: list[str],
) -> TaskResult:
    """A written task with the sum of its marks once all of them are there."""
    if rubric is None:
        why.append(f"{task.id} cannot be marked: there is no rubric.toml")
        return task
    marks = marks_on(result, task.id, decisions)
    good = [
        entry.points
        for criterion in rubric.criteria
        if (entry := marks.get(criterion.id))
        and entry.points is not None
        and entry.points <= criterion.points
    ]
    if len(good) == len(rubric.criteria):
        return replace(task, status=TaskStatus.GRADED, earned=sum(good, ZERO))
    said = f"{len(good)} of {len(rubric.criteria)} criteria marked" if good else "not marked yet"
    earlier = (
        any(isinstance(each, RubricEntry) and each.task == task.id for each in decisions)
        and not marks
    )
    why.append(
        f"{task.id}:"
        f" {said}{'; the marks there are were given for an earlier answer' if earlier else ''}"
    )
    return task


def _status(tasks: Sequence[TaskResult]) -> TaskStatus:
    """held before not submitted (nothing came at all) before awaiting before graded."""
    states = {task.status for task in tasks}
    if TaskStatus.HELD in states:
        return TaskStatus.HELD
    if states <= {TaskStatus.NOT_SUBMITTED}:
        return TaskStatus.NOT_SUBMITTED
    return TaskStatus.AWAITING if TaskStatus.AWAITING in states else TaskStatus.GRADED


def moment_words(moment: datetime) -> str:
    """A moment with its zone; seconds only where there are some."""
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")


def _moment(moment: datetime, like: datetime) -> str:
    """A moment in the zone of the deadline."""
    return moment_words(moment.astimezone(like.tzinfo))


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
