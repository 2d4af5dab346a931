"""Shared parts of the tables that go back into an LMS.

Whose row it is, what is not written and why.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from grader.files.tables import csv_text, parse_number
from grader.model import Grade, Student, TaskStatus
from grader.nouns import noun
from grader.points import points_text

from .contract import Exported, People

WORDS = {
    TaskStatus.HELD: "held",
    TaskStatus.AWAITING: "not complete, a person still has to mark",
    TaskStatus.NOT_SUBMITTED: "not submitted",
}


@noun
class LmsTable:
    """A table for an LMS: its bytes, how many rows have a new grade, and why others have none."""

    content: bytes
    rows: int
    left_out: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def as_export(self, name: str, beside: Mapping[str, bytes] | None = None) -> Exported:
        """Return the table as a file of that name, with what lies beside it."""
        return Exported(
            files={**(beside or {}), name: self.content},
            summary=f"{self.rows} new grade{'' if self.rows == 1 else 's'}",
            warnings=(*self.warnings, *self.left_out),
        )


def lms_table(
    head: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    left_out: Sequence[str],
    warnings: Sequence[str] = (),
) -> LmsTable:
    """Return the table with those rows below its head."""
    return LmsTable(
        content=csv_text([*head, *rows]).encode("utf-8", "replace"),
        rows=len(rows),
        left_out=tuple(left_out),
        warnings=tuple(warnings),
    )


def grades_by_row(
    grades: Sequence[Grade], roster: People | None, lms_people: People
) -> tuple[dict[str, Grade], list[str]]:
    """Return each grade by the id of the student in the LMS's own file.

    And a sentence for each grade that is nobody's there.  `roster` is the course's: it knows what
    numbers of the LMS go with its ids.
    """
    students = {student.id: student for student in (roster.students if roster else ())}
    by_row: dict[str, Grade] = {}
    strangers = []
    for grade in grades:
        match = lms_people.match(students.get(grade.student.id, grade.student))
        name = _student_words(grade, students)
        if len(match.students) != 1:
            many = f" ({match.how})" if match.many else ""
            strangers.append(f"{name}: not in the file of the LMS{many}")
            continue
        (student,) = match.students
        earlier = by_row.setdefault(student.id, grade)
        if earlier is not grade:
            other = _student_words(earlier, students)
            strangers.append(f"{name}: the row of {student.name} has the grade of {other} already")
    return by_row, strangers


def new_points(grade: Grade | None, cell: str, name: str) -> tuple[Decimal | None, str]:
    """Return the points to write over what is there, or None and why nothing is written.

    The reason is empty when it is that already.
    """
    if cell.casefold() == "ex":
        return None, f"{name}: excused there, left as it is"
    if cell.casefold() == "n/a":
        return None, f"{name}: the assignment is not given to this student there"
    if grade is None:
        return None, ""
    if grade.status is not TaskStatus.GRADED or grade.adjusted is None:
        addition = f"; {cell} stays there" if parse_number(cell) is not None else ""
        return (
            None,
            f"{name}: {WORDS.get(grade.status, grade.status.value)}, no number is"
            f" written{addition}",
        )
    if parse_number(cell) == grade.adjusted:
        return None, ""
    return grade.adjusted, ""


def rows_with_points(
    candidates: Iterable[tuple[Grade | None, str, str, list[str]]],
) -> tuple[list[list[str]], list[str]]:
    """Return the rows that have new points behind their cells, and why others have none.

    Each candidate is a grade, the cell that is there, the student's name, and the row's cells.
    """
    rows, left_out = [], []
    for grade, cell, name, cells in candidates:
        points, why = new_points(grade, cell, name)
        left_out += [why] if why else []
        if points is not None:
            rows.append([*cells, points_text(points)])
    return rows, left_out


def explain_too_many(points: Decimal, most: str, name: str) -> str | None:
    """Return why the LMS would not take these points; None when it would."""
    ceiling = parse_number(most)
    if ceiling is None or points <= ceiling:
        return None
    return (
        f"{name}: {points_text(points)} is above the {most} that the LMS has as the most; raise it"
        " there"
    )


def _student_words(grade: Grade, students: Mapping[str, Student]) -> str:
    student = students.get(grade.student.id)
    return f"{student.name} ({student.id})" if student else grade.student.name
