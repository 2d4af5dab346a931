"""One submission: its checks beside the code, what staff decided, and forms to decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.feedback import words
from grader.feedback.causes import causes
from grader.feedback.figures import figures
from grader.feedback.grades import history_items
from grader.feedback.words import failed_checks
from grader.marking.answer import decide_on
from grader.model import Outcome, TaskResult
from grader.policy import concerns
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import form_of, session_of

from .code_beside import code_beside
from .decision_forms import decisions_of
from .freshness import freshness_fields, read_seen_number
from .view import View

MOST_HISTORY = 100
DRAW_ALL = "draw-all"  # what the address asks for with more than the first cause drawn


class SubmissionPage(View):
    """The page of one submission."""

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [
            Route("/submission/{key}", self.show),
            Route("/submission/{key}", self.decide, methods=["POST"]),
        ]

    def decide(self, request: Request) -> Response:
        """Keep a decision, unless somebody decided on this student since the page was shown."""
        record, form = self._find_record(request), form_of(request)
        if record is None:
            return self.show(request)
        place, by = self._classroom.place, session_of(request).by
        wrong, status = self._decide(
            request,
            record,
            lambda: decide_on(
                place.gradebook,
                place.assignment,
                lambda other: concerns(other, record.result),
                lambda _: decisions_of(form, record, place.assignment, by),
                seen_number=read_seen_number(form),
                known_decisions=self._classroom.decisions_on(record),
            ),
            f"decided on the submission {self._classroom.key_of(record)}",
        )
        if wrong:
            return self.show(request, wrong, status)
        return RedirectResponse(request.url.path, status_code=status)

    def _find_record(self, request: Request) -> KeptRecord | None:
        return self._classroom.find(request.path_params["key"])

    def show(self, request: Request, wrong: str = "", status: int = 200) -> Response:
        """Show the submission, and what was wrong with a form."""
        record = self._find_record(request)
        if record is None:
            return self._say(request, "this submission is not there any more")
        draw_all = DRAW_ALL in request.query_params
        judged = {task.id: _task_values(task, draw_all=draw_all) for task in record.result.tasks}
        return self._pages.show(
            request,
            "submission.html",
            status,
            key=request.path_params["key"],
            name=record.grade.student.name or record.submission,
            record=record,
            tasks=[(task, judged[task.id]) for task in record.grade.tasks if task.id in judged],
            history=self._history(record),
            wrong=wrong,
            typed=form_of(request) if wrong else {},
            waiting=_list_waiting(record),
            has_deadline=self._classroom.place.assignment.policy.due is not None,
            passed=Outcome.PASSED,
            outcome_words={each: words.outcome_words(each) for each in Outcome},
            **freshness_fields(self._classroom, record),
            **code_beside(request, self._classroom, record),
        )

    def _history(self, record: KeptRecord) -> list[tuple[datetime, str]]:
        """Return what happened to the submission, the latest first."""
        place = self._classroom.place
        entries = place.gradebook.history(place.assignment.id, record.submission)
        return history_items(entries, record.decisions)[: -MOST_HISTORY - 1 : -1]


def _list_waiting(record: KeptRecord) -> list[str]:
    """Return the tasks that somebody asked about and was not answered."""
    waiting = (each.request.task for each in record.grade.requests if each.answer is None)
    return list(dict.fromkeys(waiting))


def _task_values(task: TaskResult, *, draw_all: bool) -> dict[str, Any]:
    """Return what the page says of a judged task; `draw_all` draws more than the first cause."""
    task_causes = causes(task)
    failed = failed_checks(task)
    drawn_checks = failed if draw_all else [task_causes.first] if task_causes else []
    return {
        "judged": task,
        "line": words.task_line(task),
        "first": task_causes.first if task_causes else None,
        "failed": failed,
        "figures": {check.id: figures(check) for check in drawn_checks},
    }
