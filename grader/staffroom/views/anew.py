"""Having one submission judged anew."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.errors import CalledWrongly
from grader.staffroom.guarding import session_of

from .view import View


class AnewForm(View):
    """The button of a submission's page; how it goes on is on the page of the batches."""

    def routes(self) -> list[Route]:
        """Return the addresses of these forms."""
        return [Route("/submission/{key}/anew", self.begin, methods=["POST"])]

    def begin(self, request: Request) -> Response:
        """Begin to judge the submission anew, and go to where that is seen."""
        record = self._classroom.find(request.path_params["key"])
        if record is None:
            return self._say(request, "this submission is not there any more")
        try:
            self._classroom.place.anew.begin(record.submission, session_of(request).by)
        except CalledWrongly as error:
            return self._say(request, f"nothing was begun: {error}", 409)
        return RedirectResponse("/batch", status_code=303)
