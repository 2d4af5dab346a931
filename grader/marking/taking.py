"""Marks that staff filled in.

Each cell is taken or refused with a sentence, and a newer mark is never overwritten silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from grader.files.tables import Row, Table, escaped, number, unescaped
from grader.gradebook import Kept
from grader.gradebook.grades import by_student
from grader.model import Criterion, Result, Rubric, RubricEntry, TaskStatus
from grader.points import written
from grader.policy import marked_digest, marks_on, student_key

STUDENT, NAME, COMMENT, ANSWER, NOTE, STAMP = (
    "student",
    "name",
    "comment",
    "answer",
    "note",
    "exported",
)
TAKEN_BACK = "-"
_STAMP = re.compile(r"n(\d{1,18})t(\d{1,18})a([0-9a-f]{12})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A cell that was not taken, and why."""

    row: int
    column: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a filled-in table says.

    The marks to add, `replaced` of them in place of earlier ones, the cells refused, and how many
    cells say what is known already.
    """

    entries: tuple[RubricEntry, ...]
    replaced: int
    refused: tuple[Refused, ...]
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Whose marks are read, and what they are read against."""

    task: str
    rubric: Rubric
    results: Mapping[str, Result]
    kept: Sequence[Kept]
    by: str
    now: datetime
    overwrite: bool = False


def heading(criterion: Criterion) -> str:
    """A criterion's column: its id, and how many points it has."""
    return f"{criterion.id} (of {written(criterion.points)})"


def stamp(highest: int, now: datetime, digest: str) -> str:
    """What a row remembers of its export.

    The newest decision, the time in microseconds, the answer that was read.

    It begins with a letter, so that no spreadsheet takes it for a number.
    """
    return f"n{highest}t{_microseconds(now)}a{_short(digest)}"


def has_answer(result: Result, task: str) -> bool:
    """Whether somebody handed in an answer that a person marks."""
    return any(each.id == task and each.status is TaskStatus.AWAITING for each in result.tasks)


def read_marks(table: Table, marking: Marking) -> Sheet:
    """What a table of marks says.  A cell left empty says nothing; `-` takes a mark back."""
    columns, refused = _columns(table, marking.rubric)
    by_cell = _by_cell(marking.results)
    decided = by_student(marking.kept)
    rows: dict[str, int] = {}
    entries: list[RubricEntry] = []
    unchanged = replaced = 0
    for row in table.rows:
        result, why = _whose(row, marking, by_cell, rows)
        if result is None:
            refused.extend([Refused(row=row.number, column=STUDENT, why=why)] if why else [])
            continue
        rows[result.submission.name] = row.number
        names = {student_key(result), result.submission.name}
        reading = _Reading(
            row, result, marking, [kept for name in names for kept in decided.get(name, ())]
        )
        for column, criterion in columns.items():
            said = reading.cell(column, criterion)
            if isinstance(said, Refused):
                refused.append(said)
            elif isinstance(said, RubricEntry):
                entries.append(said)
                replaced += reading.has(criterion)
            else:
                unchanged += said
    return Sheet(
        entries=tuple(entries), replaced=replaced, refused=tuple(refused), unchanged=unchanged
    )


class _Reading:
    """One row, cell by cell."""

    def __init__(self, row: Row, result: Result, marking: Marking, kept: list[Kept]) -> None:
        self._row = row
        self._result = result
        self._marking = marking
        self._digest = marked_digest(result, marking.task)
        ordered = sorted(kept, key=lambda each: each.number)
        self._numbers = {each.decision: each.number for each in ordered}
        self._marks = marks_on(result, marking.task, [each.decision for each in ordered])
        found = _STAMP.fullmatch(row.cells.get(STAMP, ""))
        self._highest, self._time = (int(found[1]), int(found[2])) if found else (0, 0)
        self._read = found[3] if found else ""
        exported = [each.decision for each in ordered if each.number <= self._highest]
        self._exported = marks_on(result, marking.task, exported)

    def has(self, criterion: Criterion | None) -> bool:
        """Whether there is a mark already, or a comment where `criterion` is None."""
        return (criterion.id if criterion else None) in self._marks

    def cell(self, column: str, criterion: Criterion | None) -> RubricEntry | Refused | bool:
        """The mark in a cell, the comment where `criterion` is None.

        Whether it says what is known already.
        """
        text = unescaped(self._row.cells.get(column, "")).replace("\r\n", "\n")
        if not text:
            return False
        points, why = _points(text, criterion) if criterion is not None else (None, "")
        comment = text if criterion is None and text != TAKEN_BACK else ""
        name = criterion.id if criterion else None
        before = self._marks.get(name)
        if not why and any(
            _says(marks.get(name), points, comment) for marks in (self._marks, self._exported)
        ):
            # it is so already, or the cell is as it was exported: whatever came since stays
            return True
        why = why or self._conflict(before)
        if why:
            return Refused(row=self._row.number, column=column, why=why)
        return RubricEntry(
            assignment=self._result.assignment,
            student=student_key(self._result),
            task=self._marking.task,
            criterion=criterion.id if criterion else None,
            points=points,
            comment=comment,
            marked=self._digest,
            by=self._marking.by,
            recorded=self._marking.now,
        )

    def _conflict(self, mark: RubricEntry | None) -> str:
        """Why a cell may not be written.

        Another answer was read, or somebody marked after the export.
        """
        if not self._read and self._row.cells.get(STAMP):
            return (
                f"its cell {STAMP!r} is not as it was exported; export again and copy the marks"
                " over"
            )
        if self._read and self._read != _short(self._digest):
            return (
                "the answer is another since this table was exported; export again and read the"
                " new one"
            )
        if mark is None or self._marking.overwrite:
            return ""
        if self._numbers[mark] <= self._highest and _microseconds(mark.recorded) <= self._time:
            return ""
        there = f"gave {written(mark.points)}" if mark.points is not None else "took the mark back"
        if mark.criterion is None:
            there = "wrote another comment"
        when = mark.recorded.isoformat(" ", "minutes")
        return (
            f"{mark.by} {there} at {when}, after this table was exported; empty the cell to keep"
            " that, or import with --overwrite"
        )


def _columns(table: Table, rubric: Rubric) -> tuple[dict[str, Criterion | None], list[Refused]]:
    """The columns that hold marks and comments, and those that cannot be told."""
    by_id = {criterion.id: criterion for criterion in rubric.criteria}
    found: dict[str, Criterion | None] = {}
    refused = []
    for column in table.columns:
        criterion = by_id.get(re.sub(r"\s*\(.*\)$", "", column))
        if criterion is not None and criterion in found.values():
            refused.append(
                Refused(
                    row=1, column=column, why=f"another column is {criterion.id} too; remove one"
                )
            )
        elif criterion is not None or column == COMMENT:
            found[column] = criterion
        elif column not in (STUDENT, NAME, ANSWER, NOTE, STAMP, ""):
            known = ", ".join(by_id)
            refused.append(
                Refused(
                    row=1,
                    column=column,
                    why=f"there is no such criterion; there are {known}; rename or remove it",
                )
            )
    return found, refused


def _by_cell(results: Mapping[str, Result]) -> dict[str, list[Result]]:
    """Results by what the column `student` may say of them.

    The id, else the submission's name, as exported.
    """
    found: dict[str, list[Result]] = {}
    for name, result in results.items():
        for cell in {
            form(said).strip() for said in (student_key(result), name) for form in (str, escaped)
        }:
            found.setdefault(cell, []).append(result)
    return found


def _whose(
    row: Row, marking: Marking, by_cell: Mapping[str, list[Result]], rows: Mapping[str, int]
) -> tuple[Result | None, str]:
    """The result that a row is about, or why it is about none."""
    cell = row.cells.get(STUDENT, "")
    found = by_cell.get(cell, [])
    if not cell:
        return None, "it names no student; fill in the student or remove the row"
    if not found:
        near = [
            name for name in by_cell if cell.lstrip("0") and name.lstrip("0") == cell.lstrip("0")
        ]
        hint = (
            f"; is it {near[0]}? A spreadsheet drops zeros unless the column is text"
            if near
            else ""
        )
        return None, f"there is no submission of {cell!r}{hint or '; look for a mistyped name'}"
    if len(found) > 1:
        return None, f"{len(found)} submissions go by {cell!r}; give the submission's own name"
    result = found[0]
    if result.submission.name in rows:
        return None, f"{cell!r} stands in row {rows[result.submission.name]} already; remove one"
    if has_answer(result, marking.task):
        return result, ""
    if not any(
        text
        for column, text in row.cells.items()
        if column not in (STUDENT, NAME, ANSWER, NOTE, STAMP)
    ):
        return None, ""
    return (
        None,
        (
            f"{cell!r} has no answer to {marking.task} that could be marked; empty the row's marks,"
            " or give points with `grade gradebook override`"
        ),
    )


def _points(text: str, criterion: Criterion) -> tuple[Decimal | None, str]:
    """The points in a cell, None for a mark that is taken back; or why they are none."""
    if text == TAKEN_BACK:
        return None, ""
    points = number(text)
    most = written(criterion.points)
    if points is None:
        return (
            None,
            f"{text[:40]!r} is no number from 0 to {most}; write one, or `-` to take a mark back",
        )
    if points > criterion.points:
        return (
            None,
            (
                f"{written(points)} is above the {most} that {criterion.id} has; write a number"
                f" from 0 to {most}"
            ),
        )
    return points, ""


def _says(mark: RubricEntry | None, points: Decimal | None, comment: str) -> bool:
    return ((mark.points, mark.comment) if mark else (None, "")) == (points, comment)


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12].ljust(12, "0")


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
