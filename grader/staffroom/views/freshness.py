"""What an open page asks to learn whether it is older than the gradebook."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from grader.staffroom.live_class import Classroom, revision_of


class Freshness:
    """Revisions: of the class, and of one submission."""

    def __init__(self, classroom: Classroom) -> None:
        self._classroom = classroom

    def routes(self) -> list[Route]:
        """Return the addresses of these answers."""
        return [Route("/revision", self.of_class), Route("/revision/{key}", self.of_submission)]

    def of_class(self, _: Request) -> Response:
        """Say the revision of the class."""
        return PlainTextResponse(self._classroom.revision())

    def of_submission(self, request: Request) -> Response:
        """Say the revision of a submission; nothing of one that is not there any more."""
        record = self._classroom.find(request.path_params["key"])
        return PlainTextResponse(revision_of(record) if record is not None else "")
