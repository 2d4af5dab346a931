"""The class at a glance: the page of `grade report`, with its clusters linked to the list."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.files.plain_text import as_short_line
from grader.reporting.class_report import ClassReport
from grader.reporting.commenting import comments_for
from grader.reporting.making_reports import make_report
from grader.reporting.report_page import histogram
from grader.reporting.report_text import hardest_checks, percent
from grader.runs.people.class_work import class_work
from grader.runs.people.records import KeptClass
from grader.staffroom.guarding import form_of, session_of

from .view import View


class ReportPage(View):
    """The report of the class as it is now."""

    _made: tuple[KeptClass, ClassReport] | None = None

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [
            Route("/report", self.show),
            Route("/report", self.say, methods=["POST"]),
        ]

    def show(self, request: Request, wrong: str = "", status: int = 200) -> Response:
        """Show the report, and what was wrong with a form."""
        revision = self._classroom.revision()
        report = self._make_report()
        return self._pages.show(
            request,
            "class_report.html",
            status,
            revision=revision,
            wrong=wrong,
            report=report,
            said={each.cluster: each.text for each in report.comments},
            percent=percent,
            shared=report.shared,
            hardest=hardest_checks(report.checks),
            drawing=histogram("all", report.spread, "spread") if report.spread else "",
        )

    def say(self, request: Request) -> Response:
        """Say one sentence to everybody in a cluster; an empty one takes it back."""
        form, class_ = form_of(request), self._classroom.now()
        clusters = [
            each for each in self._classroom.clusters(class_) if each.key == form.get("cluster", "")
        ]
        if not clusters:
            wrong = "nobody fails as this cluster does any more, so nothing was kept"
            return self.show(request, wrong, 409)
        text = as_short_line(form.get("text", ""))
        comments = comments_for(
            clusters[0], class_work(class_), text, by=session_of(request).by, now=datetime.now(UTC)
        )
        self._classroom.place.gradebook.decide(comments)
        return RedirectResponse("/report", status_code=303)

    def _make_report(self) -> ClassReport:
        """Return the report of the class as it is now, made once for each class."""
        class_, cache = self._classroom.now(), self._made
        if cache is None or cache[0] is not class_:
            cache = class_, make_report(class_.assignment, class_work(class_))
            self._made = cache
        return cache[1]
