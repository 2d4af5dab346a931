"""The class: who handed in, searched, sorted, and filtered."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from grader.runs.people.records import KeptClass
from grader.staffroom.guarding import session_of
from grader.staffroom.listed_rows import (
    A_PAGE,
    ORDERS,
    choose_clusters,
    choose_rows,
    list_states,
    listing,
    read_filter,
)

from .view import View


class ClassList(View):
    """The list of a class."""

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [Route("/", self.show)]

    def show(self, request: Request) -> Response:
        """Show the rows that are asked for, some at a time."""
        revision, class_ = self._classroom.revision(), self._classroom.now()
        query = read_filter(request.query_params, class_.assignment.task_ids)
        clusters = self._classroom.clusters(class_)
        rows = [listing(record, self._classroom.key_of(record)) for record in class_.records]
        fitting_rows = choose_rows(rows, query, clusters, hidden=session_of(request).anonymous)
        first = (query.page - 1) * A_PAGE
        return self._pages.show(
            request,
            "class.html",
            revision=revision,
            title=class_.assignment.title or class_.assignment.id,
            asked=query,
            rows=fitting_rows[first : first + A_PAGE],
            number=len(fitting_rows),
            of=len(rows),
            more=len(fitting_rows) > first + A_PAGE,
            sections=sorted({row.section for row in rows if row.section}),
            states=list_states(rows, query.task),
            clusters=choose_clusters(clusters, query),
            tasks=class_.assignment.tasks,
            orders=tuple(ORDERS),
            waiting=_count_waiting(class_),
            by_hand=[task for task in class_.assignment.tasks if task.by_hand],
        )


def _count_waiting(class_: KeptClass) -> int:
    """Return how many requests for a second look wait for an answer."""
    return sum(each.answer is None for grade in class_.grades for each in grade.requests)
