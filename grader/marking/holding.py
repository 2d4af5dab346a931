"""Holding a grade back until somebody looked at it, and releasing it."""

from __future__ import annotations

from datetime import datetime

from grader.errors import CalledWrongly
from grader.model import Grade, Hold, Result
from grader.policy import student_key


def hold(grade: Grade, result: Result, *, held: bool, reason: str, by: str, now: datetime) -> Hold:
    """Return the decision to hold the grade of a result, or with `held` False to release it.

    Raises CalledWrongly without a reason, and where there is nothing to release.
    """
    if not reason:
        raise CalledWrongly(
            "the reason is empty, so nothing was kept; it is read when somebody asks"
        )
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
