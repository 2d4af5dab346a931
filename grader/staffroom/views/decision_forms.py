"""Decisions that the forms of a submission's page ask for."""

from __future__ import annotations

from datetime import UTC, datetime

from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.files.tables import parse_moment, parse_number, parse_whole_number
from grader.marking.holding import hold
from grader.marking.second_look import Answering, answer, request
from grader.model import Assignment, Decision, Extension, Override
from grader.points import points_text
from grader.policy import student_key
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import Form

MOST_DAYS = 3650


def decisions_of(form: Form, record: KeptRecord, assignment: Assignment, by: str) -> list[Decision]:
    """Return the decisions that a form asks for.  Raises CalledWrongly."""
    what = form.get("what")
    if what == "ask":
        reason = as_short_line(form.get("reason", ""))
        task = form.get("task", "")
        return [request(record.result, assignment, task, reason, by=by, now=datetime.now(UTC))]
    if what == "answer":
        return answer(record.result, assignment, record.grade.requests, _read_answer(form, by))
    return [_decision(form, record, assignment, by)]


def _read_answer(form: Form, by: str) -> Answering:
    """Return what a form answers.  Raises CalledWrongly."""
    outcome, text = form.get("outcome", ""), form.get("points", "").strip()
    points = parse_number(text) if text else None
    if outcome == "points" and points is None:
        raise CalledWrongly(f"{text!r} is no number of points; nothing was written")
    return Answering(
        task=form.get("task", ""),
        text=as_short_line(form.get("reason", "")),
        changed=outcome in ("points", "changed"),
        points=points if outcome == "points" else None,
        by=by,
        now=datetime.now(UTC),
    )


def _decision(form: Form, record: KeptRecord, assignment: Assignment, by: str) -> Decision:
    """Return the decision that a form asks for.  Raises CalledWrongly."""
    reason = as_short_line(form.get("reason", ""))
    if not reason:
        raise CalledWrongly(
            "the reason is empty, so nothing was kept; it is read when somebody asks"
        )
    what = form.get("what")
    if what in ("hold", "release"):
        return hold(
            record.grade,
            record.result,
            held=what == "hold",
            reason=reason,
            by=by,
            now=datetime.now(UTC),
        )
    if what == "extension":
        return _extension(form, record, assignment, reason, by)
    return _override(form, record, assignment, reason, by)


def _override(
    form: Form, record: KeptRecord, assignment: Assignment, reason: str, by: str
) -> Override:
    task, text = form.get("task", ""), form.get("points", "").strip()
    if task not in {each.id for each in assignment.tasks}:
        raise CalledWrongly("the task is not in the assignment any more, so nothing was kept")
    most, points = assignment.task(task).points, parse_number(text) if text else None
    if text and (points is None or points > most):
        raise CalledWrongly(
            f"{text!r} is no number from 0 to {points_text(most)}, which is what {task} has;"
            " nothing"
            " was kept"
        )
    return Override(
        assignment=assignment.id,
        student=student_key(record.result),
        task=task,
        points=points,
        reason=reason,
        by=by,
        recorded=datetime.now(UTC),
    )


def _extension(
    form: Form, record: KeptRecord, assignment: Assignment, reason: str, by: str
) -> Extension:
    days, until = form.get("days", "").strip(), form.get("until", "").strip()
    time = parse_moment(until) if until else None
    if until and time is None:
        raise CalledWrongly(
            f"{until!r} is not a time with its zone, as 2026-12-05T12:00:00+01:00; nothing was kept"
        )
    if days and parse_whole_number(days, MOST_DAYS) is None:
        raise CalledWrongly(f"{days!r} is no number of days; nothing was kept")
    return Extension(
        assignment=assignment.id,
        student=student_key(record.result),
        until=time,
        days=parse_whole_number(days, MOST_DAYS) if time is None else None,
        reason=reason,
        by=by,
        recorded=datetime.now(UTC),
    )
