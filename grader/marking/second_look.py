"""Asking for a second look, and answering: what is checked before either is written down."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from grader.errors import CalledWrongly
from grader.model import (
    Assignment,
    Decision,
    Override,
    RegradeAnswer,
    RegradeRequest,
    Regrading,
    Result,
)
from grader.nouns import noun
from grader.points import written
from grader.policy import student_key

ALL_OF_IT = "all of the work"


@noun
class Answering:
    """What somebody answers: whether points change, and to what.

    `points` None with `changed` says that they were changed otherwise, as by marks.
    """

    task: str
    text: str
    changed: bool
    points: Decimal | None
    by: str
    now: datetime


def request(
    result: Result, assignment: Assignment, task: str, reason: str, *, by: str, now: datetime
) -> RegradeRequest:
    """Return what a student asks, to be written down.  Raises CalledWrongly."""
    if task and task not in assignment.task_ids:
        raise CalledWrongly(
            f"{assignment.id} has no task {task!r}, so nothing was written down; it has"
            f" {', '.join(assignment.task_ids)}"
        )
    if not reason:
        raise CalledWrongly(
            "the student's reason is empty, so nothing was written down; give it in their words"
        )
    return RegradeRequest(
        assignment=assignment.id,
        student=student_key(result),
        task=task,
        reason=reason,
        by=by,
        recorded=now,
    )


def open_requests(asked: Iterable[Regrading], task: str) -> list[Regrading]:
    """Return the requests about a task that wait for an answer."""
    return [each for each in asked if each.answer is None and each.request.task == task]


def answer(
    result: Result, assignment: Assignment, asked: Sequence[Regrading], given: Answering
) -> list[Decision]:
    """Return the decisions that answer the open requests about a task.

    The points, where they are given, and the answer.  Raises CalledWrongly.
    """
    if not open_requests(asked, given.task):
        raise CalledWrongly(
            f"nobody waits for an answer about {given.task or ALL_OF_IT}; an open request is"
            " answered once"
        )
    if not given.text:
        raise CalledWrongly(
            "the answer is empty, so nothing was written; the student reads it, and wants to know"
            " why"
        )
    said = RegradeAnswer(
        assignment=assignment.id,
        student=student_key(result),
        task=given.task,
        changed=given.changed,
        answer=given.text,
        by=given.by,
        recorded=given.now,
    )
    if given.points is None:
        return [said]
    return [_override(result, assignment, given, given.points), said]


def _override(
    result: Result, assignment: Assignment, given: Answering, points: Decimal
) -> Override:
    """Return the points that a task's are changed to.  Raises CalledWrongly."""
    if not given.task:
        raise CalledWrongly(
            "points are given task by task; change them there, and answer that they were changed"
        )
    most = assignment.task(given.task).points
    if not 0 <= points <= most:
        raise CalledWrongly(
            f"{written(points)} is no number from 0 to {written(most)}, which is what"
            f" {given.task} has; nothing was written"
        )
    return Override(
        assignment=assignment.id,
        student=student_key(result),
        task=given.task,
        points=points,
        reason="after a second look",
        by=given.by,
        recorded=given.now,
    )
