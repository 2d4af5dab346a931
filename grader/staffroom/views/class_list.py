"""The class: who handed in, searched, sorted, and filtered."""

from collections.abc import Callable
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from grader.marking.anonymous import anonymous_id
from grader.nouns import noun
from grader.points import status_words
from grader.runs.people.class_work import class_clusters
from grader.runs.people.records import KeptClass, KeptRecord
from grader.staffroom.live_class import Classroom
from grader.staffroom.rendering import StaffPages

A_PAGE = 100  # rows


@noun
class Listing:
    """A submission in the list."""

    key: str
    name: str
    submission: str
    id: str
    section: str
    state: str
    points: Decimal | None
    tasks: tuple[tuple[str, str, Decimal | None], ...]
    days_late: int


@noun
class Filter:
    """What the list is asked for."""

    search: str
    section: str
    task: str
    state: str
    cluster: str
    order: str
    page: int


ORDERS: dict[str, Callable[[Listing], tuple[object, ...]]] = {
    "name": lambda row: (row.name.casefold(), row.submission),
    "points": lambda row: (row.points is None, row.points or Decimal(0), row.name.casefold()),
    "state": lambda row: (row.state, row.name.casefold()),
    "late": lambda row: (-row.days_late, row.name.casefold()),
}


class ClassList:
    """The list of a class."""

    def __init__(self, pages: StaffPages, classroom: Classroom) -> None:
        self._pages = pages
        self._classroom = classroom

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [Route("/", self.show)]

    def show(self, request: Request) -> Response:
        """Show the rows that are asked for, some at a time."""
        kept = self._classroom.now()
        asked = _asked(request)
        members = _members(kept, asked.cluster)
        rows = [_row(self._classroom, record) for record in kept.records]
        chosen = [row for row in rows if _is_asked_for(row, asked, members)]
        chosen.sort(key=ORDERS[asked.order])
        first = (asked.page - 1) * A_PAGE
        return self._pages.show(
            request,
            "class.html",
            title=kept.assignment.title or kept.assignment.id,
            asked=asked,
            rows=chosen[first : first + A_PAGE],
            number=len(chosen),
            of=len(rows),
            more=len(chosen) > first + A_PAGE,
            sections=sorted({row.section for row in rows if row.section}),
            states=sorted({row.state for row in rows}),
            tasks=kept.assignment.tasks,
            orders=tuple(ORDERS),
            by_hand=[task for task in kept.assignment.tasks if task.by_hand],
        )


def _asked(request: Request) -> Filter:
    """Return what the address asks for; what makes no sense is left out."""
    query = request.query_params
    page, order = query.get("page", "1"), query.get("order", "name")
    return Filter(
        search=query.get("search", "").strip()[:200],
        section=query.get("section", ""),
        task=query.get("task", ""),
        state=query.get("state", ""),
        cluster=query.get("cluster", ""),
        order=order if order in ORDERS else "name",
        page=int(page) if page.isdecimal() and 0 < int(page) < 100_000 else 1,
    )


def _members(kept: KeptClass, key: str) -> frozenset[str] | None:
    """Return the submissions of a cluster; None where none is asked for."""
    if not key:
        return None
    return frozenset(
        person.submission
        for cluster in class_clusters(kept)
        if cluster.key.startswith(key)
        for person in cluster.people
    )


def _row(classroom: Classroom, record: KeptRecord) -> Listing:
    grade, student = record.grade, record.grade.student
    return Listing(
        key=anonymous_id(classroom.place.assignment, record.submission),
        name=student.name or record.submission,
        submission=record.submission,
        id=student.id,
        section=student.section,
        state=status_words(grade.status),
        points=grade.adjusted if grade.adjusted is not None else grade.raw,
        tasks=tuple((task.id, task.status.value, task.earned) for task in grade.tasks),
        days_late=grade.days_late or 0,
    )


def _is_asked_for(row: Listing, asked: Filter, members: frozenset[str] | None) -> bool:
    text = f"{row.name}\n{row.submission}\n{row.id}".casefold()
    states = {row.state} | {state for task, state, _ in row.tasks if task == asked.task}
    return (
        asked.search.casefold() in text
        and asked.section in ("", row.section)
        and (not asked.state or asked.state in states)
        and (members is None or row.submission in members)
    )
