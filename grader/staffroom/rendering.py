"""Pages made from templates: autoescaped, with what every page of the room needs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from grader.feedback import words
from grader.files.templates import page_environment
from grader.points import points_text

from .guarding import is_by_script, session_of

# Students' Markdown: no HTML of theirs, no pictures from elsewhere, links only where they say.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_KEY_FIELD = Markup('<input type="hidden" name="form_key" value="{}">')
MOST_TEXT = 50_000  # characters of an answer that is shown


class StaffPages:
    """Renders the room's pages with the course's own templates where it has some."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._templates: jinja2.Environment = page_environment(
            [folder / "staffroom" for folder in folders]
        )
        self._templates.filters.update(points=points_text, markdown=safe_markdown, drawing=Markup)

    def show(
        self, request: Request, template: str, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """Return a page; what waits to be told to this person is told once, on top of it."""
        session = session_of(request)
        notices = session.notices
        if not is_by_script(request):
            session.notices = []
        text = self._templates.get_template(template).render(
            session=session,
            notices=notices,
            here=request.url.path,
            key_field=_KEY_FIELD.format(session.form_key),
            **values,
        )
        return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)

    def render_part(self, template: str, **values: Any) -> str:
        """Return a part of a page, as an open page takes it."""
        return self._templates.get_template(template).render(**values)

    def show_entrance(self, **values: Any) -> HTMLResponse:
        """Return the page that asks for a name; nobody is signed in yet."""
        return HTMLResponse(self._templates.get_template("enter.html").render(**values))

    def show_outside(self, sentence: str, status: int = 200) -> HTMLResponse:
        """Return the page of somebody who is not, or no longer, signed in."""
        text = self._templates.get_template("outside.html").render(sentence=sentence)
        return HTMLResponse(text, status_code=status)


def safe_markdown(text: str) -> str:
    """Return a student's Markdown as HTML; what is no Markdown stands there as it was written."""
    cleaned = words.clean(text[:MOST_TEXT])
    return str(_MARKDOWN.render(cleaned))
