"""One row of a table of marks, cell by cell: each is taken or refused with a sentence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from msgspec import field

from grader.files.tables import Row, parse_number, unescape_formula
from grader.model import Criterion, Kept, Result, Rubric, RubricEntry
from grader.nouns import frozen, noun
from grader.points import points_text
from grader.policy import marked_digest, marks_on, student_key

from .layout import STAMP, microseconds, read_stamp

TAKEN_BACK = "-"


@frozen
class Refused:
    """A cell that was not taken, and why."""

    row: int
    column: str
    why: str


@noun
class Marking:
    """A person who marks, and all that the marks are read against.

    `hidden_names`, by submission, may stand in a table in place of a student.
    """

    task: str
    rubric: Rubric
    results: Mapping[str, Result]
    kept: Sequence[Kept]
    by: str
    now: datetime
    overwrite: bool = False
    hidden_names: Mapping[str, str] = field(default_factory=dict)


class MarkedRow:
    """A row, and the marks on the same answer that are kept already."""

    def __init__(
        self, row: Row, result: Result, marking: Marking, kept_decisions: Sequence[Kept]
    ) -> None:
        """Read the row; `kept_decisions` are the decisions on its student, the oldest first."""
        self._row = row
        self._result = result
        self._marking = marking
        self._digest = marked_digest(result, marking.task)
        self._stamp = read_stamp(row[STAMP])
        self._marks = self._marks_of(kept_decisions)
        self._exported = self._marks_of(
            [each for each in kept_decisions if each.number <= self._stamp.highest]
        )

    def has(self, criterion: Criterion | None) -> bool:
        """Return whether there is a mark already, or a comment where `criterion` is None."""
        return _id(criterion) in self._marks

    def cell(self, column: str, criterion: Criterion | None) -> RubricEntry | Refused | bool:
        """Return the mark in a cell, the comment where `criterion` is None, or why it is refused.

        For a cell that adds nothing: whether it says what is known already.
        """
        text = unescape_formula(self._row[column]).replace("\r\n", "\n")
        if not text:
            return False
        points, why = _read_points(text, criterion) if criterion is not None else (None, "")
        comment = text if criterion is None and text != TAKEN_BACK else ""
        mark = RubricEntry(
            assignment=self._result.assignment,
            student=student_key(self._result),
            task=self._marking.task,
            criterion=_id(criterion),
            points=points,
            comment=comment,
            marked=self._digest,
            by=self._marking.by,
            recorded=self._marking.now,
        )
        if not why and self._says_nothing_new(mark):
            return True
        why = why or self._conflict(self._marks.get(mark.criterion))
        return Refused(self._row.number, column, why) if why else mark

    def _marks_of(self, kept_decisions: Sequence[Kept]) -> dict[str | None, RubricEntry]:
        decisions = [each.decision for each in kept_decisions]
        return marks_on(self._result, self._marking.task, decisions)

    def _says_nothing_new(self, mark: RubricEntry) -> bool:
        """Return whether a cell says what is so already, or what it said when it was exported.

        In the second case whatever came since stays.
        """
        earlier = (self._marks.get(mark.criterion), self._exported.get(mark.criterion))
        return any(
            ((each.points, each.comment) if each else (None, "")) == (mark.points, mark.comment)
            for each in earlier
        )

    def _conflict(self, mark: RubricEntry | None) -> str:
        """Return why a cell may not be written; nothing when it may.

        Another answer was read, or somebody marked after the export.
        """
        if not self._stamp.answer and self._row[STAMP]:
            return (
                f"its cell {STAMP!r} is not as it was exported; export again and copy the marks"
                " over"
            )
        if self._stamp.answer and not self._stamp.has_read(self._digest):
            return (
                "the answer is another since this table was exported; export again and read the"
                " new one"
            )
        if mark is None or self._marking.overwrite or self._was_exported(mark):
            return ""
        when = mark.recorded.isoformat(" ", "minutes")
        return (
            f"{mark.by} {_deed_words(mark)} at {when}, after this table was exported; empty the"
            " cell to keep that, or import with --overwrite"
        )

    def _was_exported(self, mark: RubricEntry) -> bool:
        """Return whether a mark was there when the table was exported."""
        in_time = microseconds(mark.recorded) <= self._stamp.time
        return in_time and self._exported.get(mark.criterion) is mark


def _id(criterion: Criterion | None) -> str | None:
    return criterion.id if criterion else None


def _deed_words(mark: RubricEntry) -> str:
    """Return what somebody did who marked."""
    if mark.criterion is None:
        return "wrote another comment"
    return f"gave {points_text(mark.points)}" if mark.points is not None else "took the mark back"


def _read_points(text: str, criterion: Criterion) -> tuple[Decimal | None, str]:
    """Return the points in a cell, None for a mark that is taken back; or why they are none."""
    if text == TAKEN_BACK:
        return None, ""
    points = parse_number(text)
    most = points_text(criterion.points)
    if points is None:
        why = f"{text[:40]!r} is no number from 0 to {most}; write one, or `-` to take a mark back"
        return None, why
    if points > criterion.points:
        why = (
            f"{points_text(points)} is above the {most} that {criterion.id} has; write a number"
            f" from 0 to {most}"
        )
        return None, why
    return points, ""
