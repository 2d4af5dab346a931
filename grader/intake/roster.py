"""Reading a roster: the course's own table, or what an LMS exports for its gradebook.

The course's own has `id` and `name`, and any of section, email, login, sis_id, canvas_id, moodle_id
and group.  Of an LMS's export the columns that say who somebody is are read: Canvas
(lib/gradebook_exporter.rb), Gradescope, Moodle's grades and Moodle's grading worksheet, whose
header is in the teacher's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from grader.errors import BadFile
from grader.files.tables import Row, Table, read_table, unescaped
from grader.model import Roster, Student

OWN = ("section", "email", "login", "sis_id", "canvas_id", "moodle_id", "group")
CANVAS_NAME = ("Student", "LastName")
FIRST = ("First name", "First Name")
LAST = ("Last name", "Surname", "Last Name")
HEADERS = ("id", "Student", "LastName", "SID", "Email", "Email address", "First name", "Identifier")
PARTICIPANT = re.compile(r"\D{2,}?(\d+)")


def read_roster(path: Path) -> Roster:
    """The roster in a file.

    Raises BadFile: nothing says who the students are, an id that is missing or there twice.
    """
    return roster_of(read_table(path, HEADERS, anything=True))


def read_lms_table(path: Path) -> Table:
    """A table that an LMS exported, whatever the language of its header.  Raises BadFile."""
    return read_table(path, HEADERS, anything=True)


def roster_of(table: Table) -> Roster:
    """Who is in a table.  Raises BadFile."""
    path = table.path
    kind = next((read for needs, read in _KINDS if needs <= set(table.columns)), None)
    if kind is not None:
        rows = kind(table)
    elif worksheet_numbers(table):
        rows = _worksheet(table)
    else:
        what = (
            "its first row says nothing that a roster is known by; give it the columns `id` and"
            " `name`"
        )
        raise BadFile(path, what, line=1)
    students = _unique(path, rows)
    if not students:
        raise BadFile(path, "it has no students; give the table with a row a student")
    return Roster(students=tuple(students))


def worksheet_numbers(table: Table) -> dict[int, str]:
    """The participant's number in the first column of each row, by the row's number.

    Empty when it is no worksheet.

    Moodle writes "Participant 7" there, in the teacher's language.
    """
    if len(table.columns) < 3:
        return {}
    found = {
        row.number: PARTICIPANT.fullmatch(row.cells.get(table.columns[0], "")) for row in table.rows
    }
    if not found or not all(found.values()):
        return {}
    return {number: match[1] for number, match in found.items() if match}


Rows = Iterable[tuple[Row, Student]]


def _own(table: Table) -> Rows:
    for row in table.rows:
        cells = {column: unescaped(cell) for column, cell in row.cells.items()}
        known = {column: cells.get(column, "") for column in OWN}
        yield (
            row,
            Student(
                id=cells.get("id", ""), name=cells.get("name", "") or cells.get("id", ""), **known
            ),
        )


def _canvas(table: Table) -> Rows:
    """Canvas's rows without the two on top and the test student; names as `Last, First`."""
    listed = []
    for row in table.rows:
        cells = row.cells
        name = cells.get("Student") or ", ".join(
            filter(None, (cells.get("LastName"), cells.get("FirstName")))
        )
        name = re.sub(r'^="(.*)"$', r"\1", name)
        if not cells.get("ID", "").isdigit() or name in ("Student, Test", "Test Student"):
            continue
        student = Student(
            id="",
            name=name,
            section=cells.get("Section", ""),
            login=cells.get("SIS Login ID", ""),
            sis_id=cells.get("SIS User ID", ""),
            canvas_id=cells["ID"],
        )
        listed.append((row, student))
    return _with_ids(
        listed, lambda each: each.sis_id, lambda each: each.login, lambda each: each.canvas_id
    )


def _gradescope(table: Table) -> Rows:
    listed = []
    for row in table.rows:
        name = row.cells.get("Name") or _joined(row)
        email = row.cells.get("Email", "")
        section = row.cells.get("Sections") or row.cells.get("Section", "")
        listed.append(
            (
                row,
                Student(
                    id="", name=name, section=section, email=email, sis_id=row.cells.get("SID", "")
                ),
            )
        )
    return _with_ids(listed, lambda each: each.sis_id, lambda each: each.email)


def _moodle(table: Table) -> Rows:
    listed = []
    for row in table.rows:
        cells = row.cells
        student = Student(
            id="",
            name=_joined(row),
            email=cells.get("Email address", ""),
            login=cells.get("Username", ""),
            sis_id=cells.get("ID number", ""),
        )
        listed.append((row, student))
    return _with_ids(
        listed, lambda each: each.sis_id, lambda each: each.login, lambda each: each.email
    )


def _worksheet(table: Table) -> Rows:
    """Moodle's grading worksheet.

    The number, the full name behind it, and an email address wherever there is one.
    """
    numbers = worksheet_numbers(table)
    listed = []
    for row in table.rows:
        cells = [row.cells.get(column, "") for column in table.columns]
        email = next((cell for cell in cells[2:] if re.fullmatch(r"[^@\s]+@[^@\s]+", cell)), "")
        known = {"login": row.cells.get("Username", ""), "sis_id": row.cells.get("ID number", "")}
        listed.append(
            (
                row,
                Student(id="", name=cells[1], email=email, moodle_id=numbers[row.number], **known),
            )
        )
    return _with_ids(
        listed,
        lambda each: each.sis_id,
        lambda each: each.login,
        lambda each: each.email,
        lambda each: each.moodle_id,
    )


_KINDS: tuple[tuple[set[str], Callable[[Table], Rows]], ...] = (
    ({"id", "name"}, _own),
    ({"id"}, _own),
    ({"Student", "ID"}, _canvas),
    ({"LastName", "FirstName", "ID"}, _canvas),
    ({"SID", "Email"}, _gradescope),
    ({"First name", "Email address"}, _moodle),
)


def _joined(row: Row) -> str:
    parts = (
        next((row.cells[name] for name in names if row.cells.get(name)), "")
        for names in (FIRST, LAST)
    )
    return " ".join(part for part in parts if part)


def _with_ids(listed: list[tuple[Row, Student]], *ids: Callable[[Student], str]) -> Rows:
    """The students with the first of these as their id that everybody has, and that no two share."""
    for of in ids:
        values = [of(student) for _, student in listed]
        if all(values) and len(set(values)) == len(values):
            return [(row, replace(student, id=of(student))) for row, student in listed]
    return [(row, replace(student, id=ids[-1](student))) for row, student in listed]


def _unique(path: Path, rows: Rows) -> list[Student]:
    """The students, each with an id of its own.  Raises BadFile with the row."""
    seen: dict[str, int] = {}
    students = []
    for row, student in rows:
        if not student.id:
            raise BadFile(path, f"row {row.number} has no id; fill it in, or remove the row")
        key = student.id.casefold()
        if key in seen:
            raise BadFile(
                path,
                f"row {row.number}: the id {student.id!r} stands in row {seen[key]} already;"
                " remove one",
            )
        seen[key] = row.number
        students.append(student)
    return students
