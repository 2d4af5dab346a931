"""Who asks for a second look: a list that leads to the submissions, where one answers."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from grader.marking.anonymous import name_hider
from grader.model import Regrading
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import session_of

from .view import View

MOST_LISTED = 500


class RequestsPage(View):
    """The list of requests: those that are open, or all."""

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [Route("/requests", self.show)]

    def show(self, request: Request) -> Response:
        """Show the requests, the oldest first."""
        revision, everything = self._classroom.revision(), "all" in request.query_params
        class_, hidden = self._classroom.now(), session_of(request).anonymous
        all_requests = [
            (record, each) for record in class_.records for each in record.grade.requests
        ]
        all_requests.sort(key=lambda pair: pair[1].request.recorded)
        shown_requests = [pair for pair in all_requests if everything or pair[1].answer is None]
        return self._pages.show(
            request,
            "requests.html",
            revision=revision,
            everything=everything,
            number=len(shown_requests),
            of=len(all_requests),
            rows=[self._row(*pair, hidden=hidden) for pair in shown_requests[:MOST_LISTED]],
        )

    def _row(
        self, record: KeptRecord, regrading: Regrading, *, hidden: bool
    ) -> tuple[str, str, Regrading, Callable[[str], str]]:
        """Return key, name and request, and what takes names out of texts where they are hidden."""
        key = self._classroom.key_of(record)
        student = record.grade.student
        if hidden:
            return key, key, regrading, name_hider(student, record.submission)
        return key, student.name or record.submission, regrading, str
