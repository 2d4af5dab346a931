"""Reading a roster: the course's own table, or what an LMS exports for its gradebook.

The course's own has `id` and `name`, and any of section, email, login, sis_id, canvas_id, moodle_id
and group, under the names of `headers`; so have the tables of nbgrader and GitHub Classroom.  Of an
LMS's export the columns that say who somebody is are read: Canvas (lib/gradebook_exporter.rb),
Gradescope, Moodle's grades and Moodle's grading worksheet, whose header is in the teacher's
language.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.errors import BadFile
from grader.files.tables import Row, Table, read_table, unescaped, with_kept_zeros
from grader.model import Roster, Student
from grader.nouns import replace

from .headers import meanings

OWN = ("id", "section", "email", "login", "sis_id", "canvas_id", "moodle_id", "group")
FIRST = ("First name", "First Name")
LAST = ("Last name", "Surname", "Last Name")
HEADERS = ("id", "Student", "LastName", "SID", "Email", "Email address", "First name", "Identifier")
PARTICIPANT = re.compile(r"\D{2,}?(\d+)")
# "Participant 7" in any language; a student's id such as ab123 has a shorter beginning.
LONG_WORD = re.compile(r"(?:[^\d]{5,}|[^\d]*[^\x00-\x7f][^\d]*)\d+")
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
CHINESE = re.compile(r"[\u4e00-\u9fff·]+")

Listed = list[tuple[Row, Student]]


def read_roster(path: Path) -> Roster:
    """Return the roster in a file.

    Raises BadFile: nothing says who the students are, an id that is missing or there twice.
    """
    return roster_of(read_lms_table(path))


def read_lms_table(path: Path) -> Table:
    """Return a table that an LMS exported, whatever its header's language.  Raises BadFile."""
    return read_table(path, HEADERS, anything=True)


def roster_of(table: Table) -> Roster:
    """Return who is in a table.  Raises BadFile."""
    students = _unique(table.path, _rows(with_kept_zeros(table)))
    if not students:
        raise BadFile(table.path, "it has no students; give the table with one row per student")
    return Roster(students=tuple(students))


def worksheet_numbers(table: Table) -> dict[int, str]:
    """Return the participant's number in the first column of each row, by the row's number.

    Empty when it is no worksheet.

    Moodle writes "Participant 7" there, in the teacher's language.
    """
    if len(table.columns) < 3:
        return {}
    matches = {row.number: PARTICIPANT.fullmatch(row[table.columns[0]]) for row in table.rows}
    if not matches or not all(matches.values()):
        return {}
    return {number: match[1] for number, match in matches.items() if match}


def _rows(table: Table) -> Listed:
    """Return the students of a table with their rows, by the kind that its columns show."""
    columns = set(table.columns)
    kind = next((read for needs, read in _KINDS if needs <= columns), None)
    if kind is not None:
        return kind(table)
    known = meanings(table.columns)
    says_who = "id" in known or ({"name", "first"} & set(known) and {"email", "login"} & set(known))
    numbered = worksheet_numbers(table)
    if numbered and not (says_who and not _has_long_words(table)):
        return _worksheet(table)
    if says_who:
        return _own(table)
    what = (
        "its first row says nothing that a roster is known by; give it the columns `id` and `name`"
    )
    raise BadFile(table.path, what, line=1)


def _has_long_words(table: Table) -> bool:
    first = table.columns[0]
    return all(LONG_WORD.fullmatch(row[first]) for row in table.rows)


def _own(table: Table) -> Listed:
    """Return the students of a table whose columns say what they are."""
    columns = meanings(table.columns)
    listed = []
    for row in table.rows:
        cells = {meaning: unescaped(row[column]) for meaning, column in columns.items()}
        known = {meaning: cells.get(meaning, "") for meaning in OWN}
        known["id"] = re.sub(r"^(\d+)\.0$", r"\1", known["id"])  # as some programs write a number
        # Brightspace puts a sign before what a spreadsheet would take for a number.
        known |= {each: known[each].removeprefix("#") for each in ("id", "login")}
        listed.append((row, Student(name=_name(cells) or known["id"], **known)))
    if "id" not in columns:
        listed = _with_ids(listed, "sis_id", "login", "email")
    return _each_once(listed)


def _name(cells: Mapping[str, str]) -> str:
    """Return a name, from its parts where it has no column of its own."""
    if cells.get("name"):
        return " ".join(cells["name"].split())
    first, last = cells.get("first", ""), cells.get("last", "")
    if CHINESE.fullmatch(first) and CHINESE.fullmatch(last):
        return last + first
    return " ".join(part for part in (first, last) if part)


def _each_once(listed: Listed) -> Listed:
    """Return each student once: nbgrader has one row per student and assignment."""
    first: dict[Student, Row] = {}
    for row, student in listed:
        first.setdefault(student, row)
    return [(row, student) for student, row in first.items()]


def _canvas(table: Table) -> Listed:
    """Return Canvas's rows without the two on top and the test student; names `Last, First`."""
    columns = meanings(table.columns)
    listed = []
    for row in table.rows:
        last_first = (row["LastName"], row["FirstName"])
        name = row[columns.get("name", "")] or ", ".join(filter(None, last_first))
        if row["ID"].isdigit() and name not in ("Student, Test", "Test Student"):
            student = Student(
                id="",
                name=name,
                section=row[columns.get("section", "")],
                login=row["SIS Login ID"],
                sis_id=row["SIS User ID"],
                canvas_id=row["ID"],
            )
            listed.append((row, student))
    return _with_ids(listed, "sis_id", "login", "canvas_id")


def _gradescope(table: Table) -> Listed:
    listed = [
        (
            row,
            Student(
                id="",
                name=row["Name"] or _joined(row),
                section=row["Sections"] or row["Section"],
                email=row["Email"],
                sis_id=row["SID"],
            ),
        )
        for row in table.rows
    ]
    return _with_ids(listed, "sis_id", "email")


def _moodle(table: Table) -> Listed:
    listed = [
        (
            row,
            Student(
                id="",
                name=_joined(row),
                email=row["Email address"],
                login=row["Username"],
                sis_id=row["ID number"],
            ),
        )
        for row in table.rows
    ]
    return _with_ids(listed, "sis_id", "login", "email")


def _worksheet(table: Table) -> Listed:
    """Return the students of Moodle's grading worksheet.

    The number, the full name behind it, and an email address wherever there is one.
    """
    numbers = worksheet_numbers(table)
    listed = []
    for row in table.rows:
        cells = [row[column] for column in table.columns]
        email = next((cell for cell in cells[2:] if re.fullmatch(r"[^@\s]+@[^@\s]+", cell)), "")
        known = {"login": row["Username"], "sis_id": row["ID number"]}
        number = numbers[row.number]
        listed.append((row, Student(id="", name=cells[1], email=email, moodle_id=number, **known)))
    return _with_ids(listed, "sis_id", "login", "email", "moodle_id")


# By the columns of each; what is none of them may be a worksheet or the course's own.
_KINDS: tuple[tuple[set[str], Callable[[Table], Listed]], ...] = (
    ({"id"}, _own),
    ({"Student", "ID"}, _canvas),
    ({"LastName", "FirstName", "ID"}, _canvas),
    ({"ID", "SIS Login ID"}, _canvas),
    ({"ID", "SIS User ID"}, _canvas),
    ({"SID", "Email"}, _gradescope),
    ({"First name", "Email address"}, _moodle),
)


def _joined(row: Row) -> str:
    parts = (next((row[name] for name in names if row[name]), "") for names in (FIRST, LAST))
    return " ".join(part for part in parts if part)


def _with_ids(listed: Listed, *fields: str) -> Listed:
    """Return the students with the first of these as id that everybody has and no two share."""
    of = fields[-1]
    for field in fields:
        values = [getattr(student, field) for _, student in listed]
        if all(values) and len(set(values)) == len(values):
            of = field
            break
    return [(row, replace(student, id=getattr(student, of))) for row, student in listed]


def _unique(path: Path, rows: Listed) -> list[Student]:
    """Return the students, each with an id of its own.  Raises BadFile with the row."""
    seen: dict[str, int] = {}
    students = []
    for row, student in rows:
        if not student.id:
            raise BadFile(path, f"row {row.number} has no id; fill it in, or remove the row")
        if SHORTENED.fullmatch(student.id):
            what = "is a number that a spreadsheet shortened; make the column text and save again"
            raise BadFile(path, f"row {row.number}: the id {student.id!r} {what}")
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
