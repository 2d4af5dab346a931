"""The class as a page that is searched: names, ids, sections, states, and each one's own page.

Its one script is ours; the page's policy names it by its digest, so that no other ever runs.
"""

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

from grader.files.templates import page_environment, template_folders
from grader.model import Result, TaskStatus
from grader.nouns import noun
from grader.points import overall_status, points_text, status_words

TEMPLATE, SCRIPT = "class_index.html", "class_index.js"


@noun
class IndexRow:
    """One submission in the list; `page` is the address of its page, "" where there is none."""

    name: str
    id: str
    submission: str
    section: str
    state: str
    points: str
    page: str


def index_row(result: Result, *, name: str, section: str, page: str) -> IndexRow:
    """Return a result's row; `name` and `section` are those of the roster, "" where unknown."""
    own, state = result.submission.name, overall_status(result.tasks)
    has_points = state in (TaskStatus.GRADED, TaskStatus.AWAITING)
    return IndexRow(
        name=name or own,
        id=result.student or own,
        submission=own,
        section=section,
        state=status_words(state),
        points=f"{points_text(result.earned)} / {points_text(result.possible)}"
        if has_points
        else "",
        page=page,
    )


def index_page(title: str, rows: Iterable[IndexRow], course: Path) -> str:
    """Return the page, made with the course's own template where it has one, else with ours."""
    sorted_rows = sorted(rows, key=lambda row: (row.name.casefold(), row.submission))
    environment = page_environment(template_folders(course))
    script = environment.get_template(SCRIPT).render().strip()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return environment.get_template(TEMPLATE).render(
        title=title,
        rows=sorted_rows,
        states=sorted({row.state for row in sorted_rows}),
        script=script,
        script_hash=f"sha256-{digest}",
    )
