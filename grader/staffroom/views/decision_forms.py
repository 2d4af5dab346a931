"""Decisions that the forms of a submission's page ask for."""

from __future__ import annotations

from datetime import UTC, datetime

from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.files.tables import parse_whole_number
from grader.marking.decisions import hold, need_reason, override, read_until
from grader.marking.second_look import Answering, answer, request
from grader.model import Assignment, Decision, Extension
from grader.policy import student_key
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import Form

MOST_DAYS = 3650


def decisions_of(form: Form, record: KeptRecord, assignment: Assignment, by: str) -> list[Decision]:
    """Return the decisions that a form asks for.  Raises CalledWrongly."""
    what, task, now = form.get("what"), form.get("task", ""), datetime.now(UTC)
    reason, result = as_short_line(form.get("reason", "")), record.result
    if what == "ask":
        return [request(result, assignment, task, reason, by=by, now=now)]
    if what == "answer":
        outcome = form.get("outcome", "")
        answering = Answering(
            task=task,
            text=reason,
            changed=outcome in ("points", "changed"),
            points=form.get("points", "").strip() if outcome == "points" else None,
            by=by,
            now=now,
        )
        return answer(result, assignment, record.grade.requests, answering)
    need_reason(reason)
    if what in ("hold", "release"):
        held = what == "hold"
        return [hold(record.grade, result, held=held, reason=reason, by=by, now=now)]
    if what == "extension":
        return [_extension(form, record, reason, by, now)]
    if task not in assignment.task_ids:
        raise CalledWrongly("the task is not in the assignment any more, so nothing was kept")
    points = form.get("points", "").strip() or None
    return [override(result, assignment.task(task), points, reason=reason, by=by, now=now)]


def _extension(form: Form, record: KeptRecord, reason: str, by: str, now: datetime) -> Extension:
    """Return more time, until a moment or for some days: the moment counts where both are given."""
    until, text = form.get("until", "").strip(), form.get("days", "").strip()
    days = parse_whole_number(text, MOST_DAYS)
    if text and days is None:
        raise CalledWrongly(f"{text!r} is no number of days; nothing was kept")
    return Extension(
        assignment=record.result.assignment,
        student=student_key(record.result),
        until=read_until(until) if until else None,
        days=None if until else days,
        reason=reason,
        by=by,
        recorded=now,
    )
