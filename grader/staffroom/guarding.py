"""What every request passes: the host's name, the session, the form's key; and every answer."""

import hmac
from urllib.parse import SplitResult, parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .sessions import Sessions, SignedIn, cookie_name

MOST_FORM = 200_000  # bytes of what a form sends
ENTRANCE = "/enter"
OPEN_TO_ALL = (ENTRANCE, "/static/")

# Nothing from elsewhere, no script or style in the page itself, in no other page's frame.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without one, a browser sends forms with the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Form = dict[str, str]


class Gatekeeper:
    """Lets in who has a session, and changes only by a form of our own pages."""

    def __init__(self, app: ASGIApp, sessions: Sessions, hosts: frozenset[str]) -> None:
        self._app = app
        self._sessions = sessions
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        request = Request(scope, receive)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.lower().encode(), text.encode()) for name, text in HEADERS.items()]
                message["headers"] = [*message["headers"], *own]
                if is_by_script(request):
                    _tell_script(message)
            await send(message)

        refusal = await self._check_request(request)
        answer: ASGIApp = refusal or self._app
        await answer(scope, receive, send_guarded)

    async def _check_request(self, request: Request) -> Response | None:
        """Return the answer to a request that is not let in."""
        address = _address_of(request)
        if address is None or address.hostname not in self._hosts:
            return _refuse(421, "this address is not the one that `grade serve` was started for")
        session = self._sessions.find(request.cookies.get(cookie_name(address.port), ""))
        request.state.session, request.state.port = session, address.port
        if session is None and not request.url.path.startswith(OPEN_TO_ALL):
            return _refuse(401, "open the link that `grade serve` printed; it signs you in")
        if request.method in ("GET", "HEAD"):
            return None
        return await self._check_change(request, session)

    async def _check_change(self, request: Request, session: SignedIn | None) -> Response | None:
        """Return why a form is not taken; what it says is left in the request's state."""
        if not _is_ours(request):
            return _refuse(403, "this form was sent by another site; nothing was changed")
        form = await _read_form(request)
        if form is None:
            return _refuse(413, "this form is too long; nothing was changed")
        request.state.form = form
        if request.url.path == ENTRANCE:  # it has the token
            return None
        key = form.pop("form_key", "")
        if session is None or not hmac.compare_digest(key.encode(), session.form_key.encode()):
            return _refuse(
                403, "this page is from another session, load it again; nothing was kept"
            )
        return None


def is_by_script(request: Request) -> bool:
    """Return whether our script sends a form: nobody sees the page that is the answer."""
    return request.headers.get("x-sent-by") == "script"


def _tell_script(message: Message) -> None:
    """Say in a header where a form leads; a script that follows would read that page unseen."""
    if message["status"] == 303:
        message["status"] = 200
        message["headers"] = [
            (b"x-go-to" if name == b"location" else name, value)
            for name, value in message["headers"]
        ]


def session_of(request: Request) -> SignedIn:
    """Return the session of a request that was let in."""
    session: SignedIn = request.state.session
    return session


def form_of(request: Request) -> Form:
    """Return what a form says that was let in."""
    form: Form = request.state.form
    return form


def _address_of(request: Request) -> SplitResult | None:
    """Return the host and port that a request asks for; None where that is none.

    `request.url` would have the address of this server in place of an odd one.
    """
    return _parse_origin(f"//{request.headers.get('host', '')}")


def _parse_origin(url: str) -> SplitResult | None:
    """Return the parts of a URL; None unless it has a host, perhaps a port, and nothing else."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  raises for one that is none
    except ValueError:
        return None
    is_more = "@" in parts.netloc or parts.path or parts.query or parts.fragment
    return None if is_more else parts


def _is_ours(request: Request) -> bool:
    """Return whether a request comes from one of our pages, as far as the browser says."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    parts = _parse_origin(origin)
    return parts is not None and parts.netloc == request.headers.get("host")


async def _read_form(request: Request) -> Form | None:
    """Return the fields of a form; None when it is too long."""
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > MOST_FORM:
            return None
    fields = parse_qs(content.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}


def _refuse(status: int, sentence: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", status_code=status)
