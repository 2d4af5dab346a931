"""The class at a glance: the page of `grade report`, with its clusters linked to the list."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from grader.reporting.class_report import ClassReport
from grader.reporting.making_reports import make_report
from grader.reporting.report_page import histogram
from grader.reporting.report_text import hardest, percent
from grader.runs.people.class_work import class_work
from grader.runs.people.records import KeptClass
from grader.staffroom.live_class import Classroom
from grader.staffroom.rendering import StaffPages


class ReportPage:
    """The report of the class as it is now."""

    def __init__(self, pages: StaffPages, classroom: Classroom) -> None:
        self._pages = pages
        self._classroom = classroom
        self._made: tuple[KeptClass, ClassReport] | None = None

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [Route("/report", self.show)]

    def show(self, request: Request) -> Response:
        """Show the report."""
        report = self._report()
        return self._pages.show(
            request,
            "class_report.html",
            report=report,
            percent=percent,
            shared=[each for each in report.clusters if len(each.people) > 1],
            hardest=hardest(report.checks),
            drawing=histogram("all", report.spread, "spread") if report.spread else "",
        )

    def _report(self) -> ClassReport:
        """Return the report of the class as it is now, made once for each class."""
        kept, made = self._classroom.now(), self._made
        if made is None or made[0] is not kept:
            made = kept, make_report(kept.assignment, class_work(kept))
            self._made = made
        return made[1]
