"""Signing in with the token of the link, and out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.files.plain_text import as_short_line
from grader.staffroom.guarding import ENTRANCE, form_of, session_of
from grader.staffroom.rendering import StaffPages
from grader.staffroom.sessions import Sessions, cookie_name

MOST_NAME = 60
NO_TOKEN = (
    "The link is not the one that `grade serve` printed, or the server was started again since;"
    " open its link of now."
)
SIGNED_OUT = "You are signed out. The link that `grade serve` printed signs you in again."


class Entering:
    """The entrance: whoever has the link says a name, which stands beside what they decide."""

    def __init__(self, pages: StaffPages, sessions: Sessions, name: str, *, secure: bool) -> None:
        self._pages = pages
        self._sessions = sessions
        self._name = name
        self._secure = secure

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [
            Route(ENTRANCE, self.ask),
            Route(ENTRANCE, self.enter, methods=["POST"]),
            Route("/leave", self.leave, methods=["POST"]),
        ]

    def ask(self, request: Request) -> Response:
        """Ask for a name."""
        token = request.query_params.get("token", "")
        if not self._sessions.is_token(token):
            return self._pages.show_outside(NO_TOKEN, 401)
        return self._pages.show_entrance(token=token, name=self._name)

    def enter(self, request: Request) -> Response:
        """Open a session for whoever has the token."""
        form = form_of(request)
        if not self._sessions.is_token(form.get("token", "")):
            return self._pages.show_outside(NO_TOKEN, 401)
        by = as_short_line(form.get("by", ""), MOST_NAME)
        if not by:
            return self._pages.show_entrance(token=form["token"], name="")
        session = self._sessions.begin(by)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(
            cookie_name(request.state.port),
            session.key,
            httponly=True,
            samesite="strict",
            secure=self._secure,
        )
        return answer

    def leave(self, request: Request) -> Response:
        """Close the session."""
        self._sessions.end(session_of(request))
        answer = self._pages.show_outside(SIGNED_OUT)
        answer.delete_cookie(cookie_name(request.state.port), path="/")
        return answer
