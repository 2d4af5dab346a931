"""Decisions of staff on a student's work: marks, extensions, times of receipt."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from grader.model import Comment, Decision, Extension, Hold, Receipt, Result, Rubric, RubricEntry


def student_key(result: Result) -> str:
    """Return what decisions name a student by: the id, else the submission's name."""
    return result.student or result.submission.name


def concerns(decision: Decision, result: Result) -> bool:
    """Return whether a decision is about the student of a result."""
    return decision.student in (result.student, result.submission.name)


def marked_digest(result: Result, task: str) -> str:
    """Return the digest of what a person reads to mark a task.

    The answer, or all that was handed in where it is unknown.
    """
    of_task = result.task(task)
    if of_task is None or of_task.answer is None:
        return result.submission.digest
    return f"sha256:{hashlib.sha256(of_task.answer.encode('utf-8', 'replace')).hexdigest()}"


def marks_on(
    result: Result, task: str, decisions: Iterable[Decision]
) -> dict[str | None, RubricEntry]:
    """Return the latest mark of each criterion, and the comment (under None), for this very answer.

    One that was taken back has no points and no comment.
    """
    digests = (marked_digest(result, task), result.submission.digest)
    return {
        each.criterion: each
        for each in decisions
        if isinstance(each, RubricEntry)
        and each.task == task
        and each.marked in digests
        and concerns(each, result)
    }


def points_of_marks(
    marks: Mapping[str | None, RubricEntry], rubric: Rubric
) -> dict[str, Decimal | None]:
    """Return the points of each criterion, by its id; None for one that waits for a mark."""
    return {
        each.id: marks[each.id].points if each.id in marks else None for each in rubric.criteria
    }


def comment_of_marks(marks: Mapping[str | None, RubricEntry]) -> str:
    """Return what was said of the whole answer; "" where nothing was."""
    return marks[None].comment if None in marks else ""


def comment_on(
    result: Result, task: str, cluster: str, decisions: Iterable[Decision]
) -> Comment | None:
    """Return the comment that holds for work whose task fails as the cluster does; None without."""
    comments = [
        each
        for each in decisions
        if isinstance(each, Comment)
        and (each.task, each.cluster) == (task, cluster)
        and concerns(each, result)
    ]
    return comments[-1] if comments and comments[-1].text else None


def latest_extension(decisions: Iterable[Decision]) -> Extension | None:
    """Return the extension that counts; None when there is none, or it was taken back."""
    extensions = [each for each in decisions if isinstance(each, Extension)]
    if not extensions:
        return None
    last = extensions[-1]
    return last if last.until or last.days is not None else None


def latest_hold(decisions: Iterable[Decision]) -> Hold | None:
    """Return the hold that counts; None when there is none, or it was released."""
    holds = [each for each in decisions if isinstance(each, Hold)]
    return holds[-1] if holds and holds[-1].held else None


def receipt_time(result: Result, decisions: Iterable[Decision]) -> datetime | None:
    """Return when the work was received: what staff say of it, else what its source said."""
    for each in reversed(list(decisions)):
        if isinstance(each, Receipt) and each.digest == result.submission.digest:
            return each.received
    try:
        received = datetime.fromisoformat(result.submission.received or "")
    except ValueError:
        return None
    return received if received.tzinfo is not None else None
