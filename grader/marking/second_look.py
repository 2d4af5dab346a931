"""Asking for a second look, and answering: what is checked before either is written down."""

from collections.abc import Iterable, Sequence
from datetime import datetime

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
from grader.policy import student_key

from .decisions import override

ALL_OF_IT = "all of the work"


@noun
class Answering:
    """What somebody answers: whether points change, and to what.

    `points` are as they were typed; None with `changed` says that they were changed otherwise, as
    by marks.
    """

    task: str
    text: str
    changed: bool
    points: str | None
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


def list_open_requests(requests: Iterable[Regrading], task: str) -> list[Regrading]:
    """Return the requests about a task that wait for an answer."""
    return [each for each in requests if each.answer is None and each.request.task == task]


def answer(
    result: Result, assignment: Assignment, requests: Sequence[Regrading], answering: Answering
) -> list[Decision]:
    """Return the decisions that answer the open requests about a task.

    The points, where they are given, and the answer.  Raises CalledWrongly.
    """
    if not list_open_requests(requests, answering.task):
        raise CalledWrongly(
            f"nobody waits for an answer about {answering.task or ALL_OF_IT}; an open request is"
            " answered once"
        )
    if not answering.text:
        raise CalledWrongly(
            "the answer is empty, so nothing was written; the student reads it, and wants to know"
            " why"
        )
    regrade_answer = RegradeAnswer(
        assignment=assignment.id,
        student=student_key(result),
        task=answering.task,
        changed=answering.changed,
        answer=answering.text,
        by=answering.by,
        recorded=answering.now,
    )
    if answering.points is None:
        return [regrade_answer]
    return [_new_points(result, assignment, answering, answering.points), regrade_answer]


def _new_points(
    result: Result, assignment: Assignment, answering: Answering, points: str
) -> Override:
    """Return the points that a task's are changed to.  Raises CalledWrongly."""
    if not answering.task:
        raise CalledWrongly(
            "points are given task by task; change them there, and answer that they were changed"
        )
    return override(
        result,
        assignment.task(answering.task),
        points,
        reason="after a second look",
        by=answering.by,
        now=answering.now,
    )
