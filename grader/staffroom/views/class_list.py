"""The class: who handed in, searched, sorted, and filtered."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from grader.nouns import frozen, noun
from grader.points import status_words
from grader.reporting.class_report import Cluster
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import session_of
from grader.staffroom.live_class import Classroom
from grader.staffroom.rendering import StaffPages

A_PAGE = 100  # rows
MOST_CLUSTERS = 60  # to choose from; the report links to all


@frozen
class TaskState:
    """A state in words, and the points where there are some."""

    state: str
    points: Decimal | None


NO_TASK = TaskState("", None)


@noun
class Listing:
    """A submission in the list; `tasks` have their state and points by id."""

    key: str
    name: str
    submission: str
    id: str
    section: str
    state: str
    held_by: str
    points: Decimal | None
    tasks: Mapping[str, TaskState]
    days_late: int

    def seen_by(self, task: str) -> TaskState:
        """Return state and points of a task, or of the whole where none is named."""
        return self.tasks.get(task, NO_TASK) if task else TaskState(self.state, self.points)


@noun
class Filter:
    """What the list is asked for, all of it together.

    With a task, `state` is the task's, and so are the points that rows are ordered by.
    """

    search: str
    section: str
    task: str
    state: str
    cluster: str
    order: str
    page: int

    def at(self, page: int) -> dict[str, str | int]:
        """Return what an address asks for another page of the same rows with."""
        names = ("search", "section", "task", "state", "cluster", "order")
        asked = {name: getattr(self, name) for name in names}
        return {**{name: text for name, text in asked.items() if text}, "page": page}


ORDERS: dict[str, Callable[[Listing, str], tuple[object, ...]]] = {
    "name": lambda row, _: (),
    "points": lambda row, task: _by_points(row.seen_by(task).points),
    "most points": lambda row, task: _by_points(row.seen_by(task).points, most=True),
    "state": lambda row, task: (row.seen_by(task).state,),
    "late": lambda row, _: (-row.days_late,),
}


def _by_points(points: Decimal | None, *, most: bool = False) -> tuple[object, ...]:
    """Return what orders by points; who has none comes last."""
    return points is None, (-points if most else points) if points is not None else 0


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
        revision = self._classroom.revision()
        kept = self._classroom.now()
        asked = _asked(request, kept.assignment.task_ids)
        clusters = self._classroom.clusters(kept)
        members = _members(clusters, asked.cluster)
        rows = [_row(self._classroom, record) for record in kept.records]
        chosen = [row for row in rows if _is_asked_for(row, asked, members)]
        hidden = session_of(request).anonymous
        chosen.sort(key=lambda row: (ORDERS[asked.order](row, asked.task), *_called(row, hidden)))
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
            revision=revision,
            states=_states(rows, asked.task),
            clusters=_choices(clusters, asked),
            tasks=kept.assignment.tasks,
            orders=tuple(ORDERS),
            waiting=sum(each.answer is None for grade in kept.grades for each in grade.requests),
            by_hand=[task for task in kept.assignment.tasks if task.by_hand],
        )


def _asked(request: Request, tasks: Collection[str]) -> Filter:
    """Return what the address asks for; what makes no sense is left out."""
    query = request.query_params
    task = query.get("task", "")
    page, order = query.get("page", "1"), query.get("order", "name")
    return Filter(
        search=query.get("search", "").strip()[:200],
        section=query.get("section", ""),
        task=task if task in tasks else "",
        state=query.get("state", ""),
        cluster=query.get("cluster", ""),
        order=order if order in ORDERS else "name",
        page=int(page) if page.isdecimal() and 0 < int(page) < 100_000 else 1,
    )


def _called(row: Listing, hidden: bool) -> tuple[str, str]:
    """Return what orders equals: names, or what stands in their place where they are hidden."""
    return (row.key, "") if hidden else (row.name.casefold(), row.submission)


def _states(rows: Sequence[Listing], task: str) -> list[str]:
    """Return the states that somebody is in, of a task where one is named."""
    return sorted({row.seen_by(task).state for row in rows} - {""})


def _choices(clusters: Sequence[Cluster], asked: Filter) -> list[Cluster]:
    """Return clusters to choose from: of the task that is asked for, the largest first.

    Those of one student are left out; the one that is asked for is always there.
    """
    offered = [each for each in clusters if len(each.people) > 1 and asked.task in ("", each.task)]
    offered.sort(key=lambda each: -len(each.people))
    chosen = [each for each in clusters if asked.cluster and each.key.startswith(asked.cluster)]
    return list({each.key: each for each in (*chosen, *offered[:MOST_CLUSTERS])}.values())


def _members(clusters: Sequence[Cluster], key: str) -> frozenset[str] | None:
    """Return the submissions of a cluster; None where none is asked for."""
    if not key:
        return None
    return frozenset(
        person.submission
        for cluster in clusters
        if cluster.key.startswith(key)
        for person in cluster.people
    )


def _row(classroom: Classroom, record: KeptRecord) -> Listing:
    grade, student = record.grade, record.grade.student
    return Listing(
        key=classroom.key_of(record),
        name=student.name or record.submission,
        submission=record.submission,
        id=student.id,
        section=student.section,
        state=status_words(grade.status),
        held_by=grade.hold.by if grade.hold else "",
        points=grade.adjusted if grade.adjusted is not None else grade.raw,
        tasks={task.id: TaskState(status_words(task.status), task.earned) for task in grade.tasks},
        days_late=grade.days_late or 0,
    )


def _is_asked_for(row: Listing, asked: Filter, members: frozenset[str] | None) -> bool:
    text = f"{row.name}\n{row.submission}\n{row.id}".casefold()
    return (
        (asked.search.casefold() in text or asked.search == row.key)
        and asked.section in ("", row.section)
        and asked.state in ("", row.seen_by(asked.task).state)
        and (members is None or row.submission in members)
    )
