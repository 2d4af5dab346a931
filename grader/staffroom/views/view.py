"""What the pages of a class have in common."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from grader.errors import CalledWrongly
from grader.marking.answer import DecidedMeanwhile
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import form_of, session_of
from grader.staffroom.live_class import Classroom
from grader.staffroom.rendering import StaffPages
from grader.staffroom.sessions import Sessions

from .freshness import JUDGED_MEANWHILE, is_judged_since


class View:
    """Pages about a class, with the addresses that lead to them."""

    def __init__(self, pages: StaffPages, classroom: Classroom, sessions: Sessions) -> None:
        self._pages = pages
        self._classroom = classroom
        self._sessions = sessions

    def _say(self, request: Request, sentence: str, status: int = 404) -> Response:
        """Show a page with one sentence, and the way back."""
        return self._pages.show(request, "told.html", status, sentence=sentence)

    def _decide(
        self, request: Request, record: KeptRecord, write: Callable[[], object], deed: str
    ) -> tuple[str, int]:
        """Write the decisions that a form asks for; return why not, and the status of that answer.

        Not where the work was judged, or somebody else decided on it, since the page was shown.
        Whoever that was is told of the `deed` too.
        """
        form, by = form_of(request), session_of(request).by
        if is_judged_since(form, record):
            return JUDGED_MEANWHILE, 409
        try:
            write()
        except CalledWrongly as error:
            return str(error), 422
        except DecidedMeanwhile as error:
            self._sessions.tell(
                error.decision.by,
                f"{by} {deed} at the same time as you; yours counts, {by} was told so",
            )
            return str(error), 409
        return "", 303
