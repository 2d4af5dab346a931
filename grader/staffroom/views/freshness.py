"""What an open page asks to learn whether it is older than the gradebook."""

from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from grader.files.tables import parse_whole_number
from grader.gradebook.grades import last_number
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import Form
from grader.staffroom.live_class import Classroom, judgement_digest, revision_of

MOST_SEEN = 2**53  # decisions
JUDGED_MEANWHILE = (
    "this was judged again since the page was shown, so nothing was written; look at it as it is"
    " now, and decide again"
)


def freshness_fields(classroom: Classroom, record: KeptRecord) -> dict[str, Any]:
    """Return what the page of a submission carries of what it shows, to be compared later."""
    return {
        "seen": last_number(classroom.decisions_on(record).kept),
        "judged": judgement_digest(record),
        "revision": revision_of(record),
        "ask": f"/revision/{classroom.key_of(record)}",
    }


def read_seen_number(form: Form) -> int:
    """Return the number of the last decision that the page of a form shows."""
    return parse_whole_number(form.get("seen", ""), MOST_SEEN) or 0


def is_judged_since(form: Form, record: KeptRecord) -> bool:
    """Return whether a submission was judged again since the page of a form was shown."""
    return form.get("judged", judgement_digest(record)) != judgement_digest(record)


class Freshness:
    """Revisions: of the class, and of one submission."""

    def __init__(self, classroom: Classroom) -> None:
        self._classroom = classroom

    def routes(self) -> list[Route]:
        """Return the addresses of these answers."""
        return [
            Route("/revision", self.send_class_revision),
            Route("/revision/{key}", self.send_submission_revision),
        ]

    def send_class_revision(self, _: Request) -> Response:
        """Say the revision of the class."""
        return PlainTextResponse(self._classroom.revision())

    def send_submission_revision(self, request: Request) -> Response:
        """Say the revision of a submission; nothing of one that is not there any more."""
        record = self._classroom.find(request.path_params["key"])
        return PlainTextResponse(revision_of(record) if record is not None else "")
