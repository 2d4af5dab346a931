"""The whole application: pages behind the guard, and the files that they use."""

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from grader.errors import GraderError

from .guarding import Gatekeeper, session_of
from .live_class import Classroom, StaffRoom
from .rendering import StaffPages
from .sessions import Sessions
from .views.anew import AnewForm
from .views.class_list import ClassList
from .views.entering import Entering
from .views.freshness import Freshness
from .views.live_batch import BatchPage
from .views.marking import MarkingPages
from .views.one_submission import SubmissionPage
from .views.report import ReportPage
from .views.requests import RequestsPage

_STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript"}
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


def make_app(
    place: StaffRoom,
    sessions: Sessions,
    *,
    name: str = "",
    hosts: Iterable[str] = LOOPBACK,
    secure: bool = False,
    is_ending: Callable[[], bool] = lambda: False,
) -> ASGIApp:
    """Return the application; `name` is what the entrance suggests.

    Requests to other hosts than `hosts` are refused: a page elsewhere may point its own name at
    this machine.  `secure` says that browsers come by TLS, so that the cookie goes no other way.
    `is_ending` says when pages that are kept up to date must let go.
    """
    pages = StaffPages(place.templates)
    classroom = Classroom(place)
    about_class = (ClassList, MarkingPages, SubmissionPage, ReportPage, AnewForm, RequestsPage)
    views = (
        Entering(pages, sessions, name, secure=secure),
        BatchPage(pages, place, sessions, is_ending),
        Freshness(classroom),
        *(view(pages, classroom, sessions) for view in about_class),
    )
    routes = [
        Route("/static/{file}", _send_file),
        Route("/alive", _confirm_alive),
        Route("/key", _send_form_key),
        *(each for view in views for each in view.routes()),
    ]
    handlers = {GraderError: partial(_show_error, pages), 404: partial(_show_not_found, pages)}
    inner = Starlette(routes=routes, exception_handlers=handlers)
    return Gatekeeper(inner, sessions, frozenset(hosts))


def _send_file(request: Request) -> Response:
    """Answer with one of our own files."""
    path = _STATIC / Path(request.path_params["file"]).name
    if path.suffix not in _TYPES or not path.is_file():
        return PlainTextResponse("there is no such file\n", status_code=404)
    content = path.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(content, media_type=_TYPES[path.suffix], headers={"ETag": tag})


def _confirm_alive(_: Request) -> Response:
    """Answer that we are there, and the session is one."""
    return Response(status_code=204)


def _send_form_key(request: Request) -> Response:
    """Answer with the key that forms need: a page may be older than its session."""
    return PlainTextResponse(session_of(request).form_key)


def _show_not_found(pages: StaffPages, request: Request, _: Exception) -> Response:
    """Say that nothing has that address, with the way back."""
    sentence = "there is no page at this address"
    if request.state.session is None:
        return PlainTextResponse(f"{sentence}\n", status_code=404)
    return pages.show(request, "told.html", 404, sentence=sentence)


def _show_error(pages: StaffPages, request: Request, error: Exception) -> Response:
    """Say what we raise on purpose: a gradebook that does not answer loses no mark.

    What a form sent stands in the page, to be sent again.
    """
    form = getattr(request.state, "form", None)
    if request.state.session is not None and form:
        return pages.show(request, "again.html", 503, sentence=str(error), sent=form)
    text = f"{error}\nNothing was changed by this request.\n"
    return PlainTextResponse(text, status_code=503)
