"""Table that a person marks in: its columns, and the stamp that each row remembers."""

import re
from datetime import datetime

from grader.model import Criterion, Result, TaskStatus
from grader.nouns import noun
from grader.points import points_text

STUDENT, NAME, COMMENT, ANSWER, NOTE, STAMP = (
    "student",
    "name",
    "comment",
    "answer",
    "note",
    "exported",
)
# The columns that nobody fills in.
NOT_MARKED = (STUDENT, NAME, ANSWER, NOTE, STAMP)
_STAMP = re.compile(r"n(\d{1,18})t(\d{1,18})a([0-9a-f]{12})")


@noun
class Stamp:
    """A row's memory of its export.

    The newest decision, the time in microseconds, and the start of the digest of the answer that
    was read; `answer` is empty where the row has no stamp that can be read.
    """

    highest: int = 0
    time: int = 0
    answer: str = ""

    def has_read(self, digest: str) -> bool:
        """Return whether the answer of that digest is the one that was read."""
        return self.answer == _short_digest(digest)


def heading(criterion: Criterion) -> str:
    """Return a criterion's column: its id, and how many points it has."""
    return f"{criterion.id} (of {points_text(criterion.points)})"


def write_stamp(highest: int, now: datetime, digest: str) -> str:
    """Return the stamp of a row as it is written.

    It begins with a letter, so that no spreadsheet takes it for a number.
    """
    return f"n{highest}t{microseconds(now)}a{_short_digest(digest)}"


def read_stamp(cell: str) -> Stamp:
    """Return what a row's stamp says; nothing when it is none."""
    match = _STAMP.fullmatch(cell)
    if match is None:
        return Stamp()
    return Stamp(highest=int(match[1]), time=int(match[2]), answer=match[3])


def has_answer(result: Result, task: str) -> bool:
    """Return whether somebody handed in an answer that a person marks."""
    of_task = result.task(task)
    return of_task is not None and of_task.status is TaskStatus.AWAITING


def microseconds(moment: datetime) -> int:
    """Return a moment as whole microseconds."""
    return round(moment.timestamp() * 1_000_000)


def _short_digest(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12].ljust(12, "0")
