"""Who is signed in: the token of the link, and a session for each browser."""

import secrets

from msgspec import field

from grader.nouns import mutable

COOKIE = "tensorgrade_session"
MOST_SESSIONS = 200


def cookie_name(port: int | None) -> str:
    """Return what the cookie of the server on a port is called.

    Browsers send cookies to every port of a host: by one name, signing in to a second server would
    sign out of the first.
    """
    return COOKIE if port is None else f"{COOKIE}_{port}"


@mutable
class SignedIn:
    """A browser of somebody who had the token.

    `by` is the name beside what they decide, `form_key` stands in every form of theirs and in no
    page of another site.  `notices` are told on their next page.
    """

    key: str
    by: str
    form_key: str
    notices: list[str] = field(default_factory=list)
    anonymous: bool = False


class Sessions:
    """Sessions live as long as the server."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        self._open: dict[str, SignedIn] = {}

    def is_token(self, text: str) -> bool:
        """Return whether a text is the token of the link; takes as long for every text."""
        return secrets.compare_digest(text.encode(), self.token.encode())

    def begin(self, by: str) -> SignedIn:
        """Open a session; the oldest ends when there are too many."""
        session = SignedIn(key=secrets.token_urlsafe(32), by=by, form_key=secrets.token_urlsafe(32))
        self._open[session.key] = session
        while len(self._open) > MOST_SESSIONS:
            del self._open[next(iter(self._open))]
        return session

    def find(self, key: str) -> SignedIn | None:
        """Return the session with that key."""
        return self._open.get(key)

    def end(self, session: SignedIn) -> None:
        """Close a session."""
        self._open.pop(session.key, None)

    def tell(self, by: str, sentence: str) -> None:
        """Leave a sentence for the next page of whoever is signed in by that name."""
        for session in self._open.values():
            if session.by == by and sentence not in session.notices:
                session.notices.append(sentence)
