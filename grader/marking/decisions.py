"""What a person decides of a grade: other points for a task, more time, a hold."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from grader.errors import CalledWrongly
from grader.files.tables import parse_moment, parse_number
from grader.model import Grade, Hold, Override, Result, Task
from grader.points import points_text
from grader.policy import student_key

YEARS = range(2000, 2201)  # a deadline in any other is a slip of the hand


def hold(grade: Grade, result: Result, *, held: bool, reason: str, by: str, now: datetime) -> Hold:
    """Return the decision to hold the grade of a result, or with `held` False to release it.

    Raises CalledWrongly without a reason, and where there is nothing to release.
    """
    need_reason(reason)
    if not held and grade.hold is None:
        raise CalledWrongly(
            f"nobody holds the grade of {grade.student.name or result.submission.name}, so there is"
            " nothing to release"
        )
    return Hold(
        assignment=result.assignment,
        student=student_key(result),
        held=held,
        reason=reason,
        by=by,
        recorded=now,
    )


def override(
    result: Result, task: Task, points: str | None, *, reason: str, by: str, now: datetime
) -> Override:
    """Return a person's points for a task, as they were typed; None takes them back.

    Raises CalledWrongly without a reason, and for what is no number of the task's points.
    """
    need_reason(reason)
    return Override(
        assignment=result.assignment,
        student=student_key(result),
        task=task.id,
        points=None if points is None else read_points(points, task.points, task.id),
        reason=reason,
        by=by,
        recorded=now,
    )


def need_reason(reason: str) -> None:
    """Raise CalledWrongly where a decision has no reason."""
    if not reason:
        raise CalledWrongly(
            "the reason is empty, so nothing was kept; it is read when somebody asks"
        )


def read_points(text: str, most: Decimal, owner: str) -> Decimal:
    """Return the points that somebody typed, up to the most that `owner` has.

    Raises CalledWrongly.
    """
    points = parse_number(text)
    if points is None or points > most:
        raise CalledWrongly(
            f"{text!r} is no number from 0 to {points_text(most)}, which is what {owner} has;"
            " nothing was written"
        )
    return points


def read_until(text: str) -> datetime:
    """Return the moment that somebody typed as a deadline.  Raises CalledWrongly."""
    moment = parse_moment(text)
    if moment is None or moment.year not in YEARS:
        raise CalledWrongly(
            f"{text!r} is not a time with its zone; write it as 2026-12-05T12:00:00+01:00"
        )
    return moment
