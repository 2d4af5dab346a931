"""The class: who handed in, searched, sorted, and filtered."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from grader.runs.people.records import KeptClass
from grader.staffroom.guarding import session_of
from grader.staffroom.listed_rows import A_PAGE, ORDERS, asked_for, choices, chosen, listing, states
from grader.staffroom.live_class import Classroom
from grader.staffroom.rendering import StaffPages


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
        revision, kept = self._classroom.revision(), self._classroom.now()
        asked = asked_for(request.query_params, kept.assignment.task_ids)
        clusters = self._classroom.clusters(kept)
        rows = [listing(record, self._classroom.key_of(record)) for record in kept.records]
        fitting = chosen(rows, asked, clusters, hidden=session_of(request).anonymous)
        first = (asked.page - 1) * A_PAGE
        return self._pages.show(
            request,
            "class.html",
            revision=revision,
            title=kept.assignment.title or kept.assignment.id,
            asked=asked,
            rows=fitting[first : first + A_PAGE],
            number=len(fitting),
            of=len(rows),
            more=len(fitting) > first + A_PAGE,
            sections=sorted({row.section for row in rows if row.section}),
            states=states(rows, asked.task),
            clusters=choices(clusters, asked),
            tasks=kept.assignment.tasks,
            orders=tuple(ORDERS),
            waiting=_waiting(kept),
            by_hand=[task for task in kept.assignment.tasks if task.by_hand],
        )


def _waiting(kept: KeptClass) -> int:
    """Return how many requests for a second look wait for an answer."""
    return sum(each.answer is None for grade in kept.grades for each in grade.requests)
