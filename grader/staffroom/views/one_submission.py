"""One submission: its checks beside the code, what staff decided, and forms to decide."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.errors import CalledWrongly
from grader.feedback import words
from grader.feedback.causes import causes
from grader.feedback.figures import figures
from grader.feedback.grades import history_items
from grader.feedback.words import failed_checks
from grader.files.plain_text import kept_line
from grader.files.tables import moment, number
from grader.marking.answer import DecidedMeanwhile, decide_on
from grader.model import Assignment, Decision, Extension, Outcome, Override, TaskResult
from grader.points import written
from grader.policy import concerns, student_key
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import Form, form_of, session_of
from grader.staffroom.live_class import JUDGED_MEANWHILE, Classroom, judged_as, revision_of
from grader.staffroom.rendering import StaffPages
from grader.staffroom.views.code_beside import code_beside

MOST_HISTORY = 100


class SubmissionPage:
    """The page of one submission."""

    def __init__(self, pages: StaffPages, classroom: Classroom) -> None:
        self._pages = pages
        self._classroom = classroom

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [
            Route("/submission/{key}", self.show, methods=["GET"]),
            Route("/submission/{key}", self.decide, methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """Show the submission."""
        return self._page(request)

    def decide(self, request: Request) -> Response:
        """Keep a decision, unless somebody decided on this student since the page was shown."""
        record, form = self._find(request), form_of(request)
        if record is None:
            return self._page(request)
        if form.get("judged", judged_as(record)) != judged_as(record):
            return self._page(request, JUDGED_MEANWHILE, 409)
        place, by = self._classroom.place, session_of(request).by
        try:
            decision = _decision(form, record, place.assignment, by)
            decide_on(
                place.gradebook,
                place.assignment,
                lambda other: concerns(other, record.result),
                lambda _: [decision],
                seen=_seen(form),
                known=self._classroom.decisions_on(record),
            )
        except CalledWrongly as error:
            return self._page(request, str(error), 422)
        except DecidedMeanwhile as error:
            return self._page(request, str(error), 409)
        return RedirectResponse(request.url.path, status_code=303)

    def _find(self, request: Request) -> KeptRecord | None:
        return self._classroom.find(request.path_params["key"])

    def _page(self, request: Request, wrong: str = "", status: int = 200) -> Response:
        record = self._find(request)
        if record is None:
            return self._pages.show(
                request, "told.html", 404, sentence="this submission is not there any more"
            )
        decisions = self._classroom.decisions_on(record).kept
        judged = {task.id: _task(task) for task in record.result.tasks}
        return self._pages.show(
            request,
            "submission.html",
            status,
            key=request.path_params["key"],
            name=record.grade.student.name or record.submission,
            record=record,
            tasks=[(task, judged[task.id]) for task in record.grade.tasks if task.id in judged],
            history=self._history(record),
            seen=max((each.number for each in decisions), default=0),
            judged=judged_as(record),
            revision=revision_of(record),
            ask=f"/revision/{request.path_params['key']}",
            wrong=wrong,
            has_deadline=self._classroom.place.assignment.policy.due is not None,
            passed=Outcome.PASSED,
            outcome_words={each: words.outcome_words(each) for each in Outcome},
            **code_beside(request, self._classroom, record),
        )

    def _history(self, record: KeptRecord) -> list[tuple[datetime, str]]:
        """Return what happened to the submission, the latest first."""
        place = self._classroom.place
        entries = place.gradebook.history(place.assignment.id, record.submission)
        return history_items(entries, record.decisions)[: -MOST_HISTORY - 1 : -1]


def _task(task: TaskResult) -> dict[str, Any]:
    """Return what the page says of a judged task."""
    told = causes(task)
    return {
        "judged": task,
        "line": words.task_line(task),
        "first": told.first if told else None,
        "figures": {check.id: figures(check) for check in failed_checks(task)},
    }


def _seen(form: Form) -> int:
    text = form.get("seen", "")
    return int(text) if text.isdecimal() else 0


def _decision(form: Form, record: KeptRecord, assignment: Assignment, by: str) -> Decision:
    """Return the decision that a form asks for.  Raises CalledWrongly."""
    reason = kept_line(form.get("reason", ""))
    if not reason:
        raise CalledWrongly(
            "the reason is empty, so nothing was kept; it is read when somebody asks"
        )
    if form.get("what") == "extension":
        return _extension(form, record, assignment, reason, by)
    return _override(form, record, assignment, reason, by)


def _override(
    form: Form, record: KeptRecord, assignment: Assignment, reason: str, by: str
) -> Override:
    task, text = form.get("task", ""), form.get("points", "").strip()
    if task not in {each.id for each in assignment.tasks}:
        raise CalledWrongly("the task is not in the assignment any more, so nothing was kept")
    most, points = assignment.task(task).points, number(text) if text else None
    if text and (points is None or points > most):
        raise CalledWrongly(
            f"{text!r} is no number from 0 to {written(most)}, which is what {task} has; nothing"
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
    time = moment(until) if until else None
    if until and time is None:
        raise CalledWrongly(
            f"{until!r} is not a time with its zone, as 2026-12-05T12:00:00+01:00; nothing was kept"
        )
    if days and not (days.isdecimal() and int(days) <= 3650):
        raise CalledWrongly(f"{days!r} is no number of days; nothing was kept")
    return Extension(
        assignment=assignment.id,
        student=student_key(record.result),
        until=time,
        days=int(days) if days and time is None else None,
        reason=reason,
        by=by,
        recorded=datetime.now(UTC),
    )
