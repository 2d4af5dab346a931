"""The list of a class as rows: which are asked for, in which order, and what one may ask for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from grader.files.tables import parse_whole_number
from grader.nouns import frozen, noun
from grader.points import status_words
from grader.reporting.class_report import Cluster
from grader.runs.people.records import KeptRecord

A_PAGE = 100  # rows
MOST_PAGE = 99_999
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
        values = {name: getattr(self, name) for name in names}
        return {**{name: text for name, text in values.items() if text}, "page": page}


ORDERS: dict[str, Callable[[Listing, str], tuple[object, ...]]] = {
    "name": lambda row, _: (),
    "points": lambda row, task: _points_key(row.seen_by(task).points),
    "most points": lambda row, task: _points_key(row.seen_by(task).points, most=True),
    "state": lambda row, task: (row.seen_by(task).state,),
    "late": lambda row, _: (-row.days_late,),
}


def _points_key(points: Decimal | None, *, most: bool = False) -> tuple[object, ...]:
    """Return what orders by points; who has none comes last."""
    return points is None, (-points if most else points) if points is not None else 0


def listing(record: KeptRecord, key: str) -> Listing:
    """Return a record as a row, which `key` leads from."""
    grade, student = record.grade, record.grade.student
    return Listing(
        key=key,
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


def read_filter(query: Mapping[str, str], tasks: Collection[str]) -> Filter:
    """Return what the address asks for; what makes no sense is left out."""
    task = query.get("task", "")
    order = query.get("order", "name")
    return Filter(
        search=query.get("search", "").strip()[:200],
        section=query.get("section", ""),
        task=task if task in tasks else "",
        state=query.get("state", ""),
        cluster=query.get("cluster", ""),
        order=order if order in ORDERS else "name",
        page=parse_whole_number(query.get("page", ""), MOST_PAGE) or 1,
    )


def choose_rows(
    rows: Sequence[Listing], query: Filter, clusters: Sequence[Cluster], *, hidden: bool
) -> list[Listing]:
    """Return the rows that are asked for, in order; `hidden` says that names are."""
    members = _members(clusters, query.cluster)
    fitting_rows = [row for row in rows if _is_asked_for(row, query, members)]
    order = ORDERS[query.order]
    return sorted(fitting_rows, key=lambda row: (order(row, query.task), *_name_key(row, hidden)))


def _name_key(row: Listing, hidden: bool) -> tuple[str, str]:
    """Return what orders equals: names, or what stands in their place where they are hidden."""
    return (row.key, "") if hidden else (row.name.casefold(), row.submission)


def list_states(rows: Sequence[Listing], task: str) -> list[str]:
    """Return the states that somebody is in, of a task where one is named."""
    return sorted({row.seen_by(task).state for row in rows} - {""})


def choose_clusters(clusters: Sequence[Cluster], query: Filter) -> list[Cluster]:
    """Return clusters to choose from: of the task that is asked for, the largest first.

    Those of one student are left out; the one that is asked for is always there.
    """
    offered = [each for each in clusters if len(each.people) > 1 and query.task in ("", each.task)]
    offered.sort(key=lambda each: -len(each.people))
    matches = [each for each in clusters if query.cluster and each.key.startswith(query.cluster)]
    return list({each.key: each for each in (*matches, *offered[:MOST_CLUSTERS])}.values())


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


def _is_asked_for(row: Listing, query: Filter, members: frozenset[str] | None) -> bool:
    text = f"{row.name}\n{row.submission}\n{row.id}".casefold()
    return (
        (query.search.casefold() in text or query.search == row.key)
        and query.section in ("", row.section)
        and query.state in ("", row.seen_by(query.task).state)
        and (members is None or row.submission in members)
    )
