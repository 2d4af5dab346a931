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
from grader.files.tables import Row, Table, read_table, unescape_formula, with_kept_zeros
from grader.model import Roster, Student
from grader.nouns import replace

from .headers import find_meanings

OWN = ("id", "section", "email", "login", "sis_id", "canvas_id", "moodle_id", "group")
IDS = frozenset({"sis_id", "login", "email"})  # one of them beside a name says who somebody is
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
    students = _check_unique(table.path, _list_students(with_kept_zeros(table)))
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


def _list_students(table: Table) -> Listed:
    """Return the students of a table with their rows, by the kind that its columns show."""
    columns = set(table.columns)
    reader = next((read for needs, read in _KINDS if needs <= columns), None)
    if reader is not None:
        return reader(table)
    known = find_meanings(table.columns).keys()
    says_who = "id" in known or ({"name", "first"} & known and IDS & known)
    if worksheet_numbers(table) and (not says_who or _has_long_words(table)):
        return _read_worksheet(table)
    if says_who:
        return _read_own(table)
    raise BadFile(
        table.path, f"{_name_problem(table)}; give it the columns `id` and `name`", line=1
    )


def _name_problem(table: Table) -> str:
    """Return what keeps a table from being a roster."""
    if not any(table.columns):
        return "it is empty"
    return "its first row says nothing that a roster is known by"


def _has_long_words(table: Table) -> bool:
    first = table.columns[0]
    return all(LONG_WORD.fullmatch(row[first]) for row in table.rows)


def _read_own(table: Table) -> Listed:
    """Return the students of a table whose columns say what they are."""
    columns = find_meanings(table.columns)
    students = []
    for row in table.rows:
        cells = {meaning: unescape_formula(row[column]) for meaning, column in columns.items()}
        fields = {meaning: cells.get(meaning, "") for meaning in OWN}
        fields["id"] = re.sub(r"^(\d+)\.0$", r"\1", fields["id"])  # as some programs write a number
        # Brightspace puts a sign before what a spreadsheet would take for a number.
        fields |= {each: fields[each].removeprefix("#") for each in ("id", "login")}
        students.append((row, Student(name=_full_name(cells) or fields["id"], **fields)))
    if "id" not in columns:
        students = _with_ids(students, "sis_id", "login", "email")
    return _without_repeats(students)


def _full_name(cells: Mapping[str, str]) -> str:
    """Return a name, from its parts where it has no column of its own."""
    if cells.get("name"):
        return " ".join(cells["name"].split())
    first, last = cells.get("first", ""), cells.get("last", "")
    if CHINESE.fullmatch(first) and CHINESE.fullmatch(last):
        return last + first
    return " ".join(part for part in (first, last) if part)


def _without_repeats(students: Listed) -> Listed:
    """Return each student once: nbgrader has one row per student and assignment."""
    first_rows: dict[Student, Row] = {}
    for row, student in students:
        first_rows.setdefault(student, row)
    return [(row, student) for student, row in first_rows.items()]


def _read_canvas(table: Table) -> Listed:
    """Return Canvas's rows without the two on top and the test student; names `Last, First`."""
    columns = find_meanings(table.columns)
    students = []
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
            students.append((row, student))
    return _with_ids(students, "sis_id", "login", "canvas_id")


def _read_grades(table: Table) -> Listed:
    """Return the students of Gradescope's table, or of Moodle's grades."""
    students = [
        (
            row,
            Student(
                id="",
                name=row["Name"] or _join_name(row),
                section=row["Sections"] or row["Section"],
                email=row["Email"] or row["Email address"],
                login=row["Username"],
                sis_id=row["SID"] or row["ID number"],
            ),
        )
        for row in table.rows
    ]
    return _with_ids(students, "sis_id", "login", "email")


def _read_worksheet(table: Table) -> Listed:
    """Return the students of Moodle's grading worksheet.

    The number, the full name behind it, and an email address wherever there is one.
    """
    numbers = worksheet_numbers(table)
    students = []
    for row in table.rows:
        cells = [row[column] for column in table.columns]
        email = next((cell for cell in cells[2:] if re.fullmatch(r"[^@\s]+@[^@\s]+", cell)), "")
        student = Student(
            id="",
            name=cells[1],
            email=email,
            login=row["Username"],
            sis_id=row["ID number"],
            moodle_id=numbers[row.number],
        )
        students.append((row, student))
    return _with_ids(students, "sis_id", "login", "email", "moodle_id")


# By the columns of each; what is none of them may be a worksheet or the course's own.
_KINDS: tuple[tuple[set[str], Callable[[Table], Listed]], ...] = (
    ({"id"}, _read_own),
    ({"Student", "ID"}, _read_canvas),
    ({"LastName", "FirstName", "ID"}, _read_canvas),
    ({"ID", "SIS Login ID"}, _read_canvas),
    ({"ID", "SIS User ID"}, _read_canvas),
    ({"SID", "Email"}, _read_grades),
    ({"First name", "Email address"}, _read_grades),
)


def _join_name(row: Row) -> str:
    parts = (next((row[name] for name in names if row[name]), "") for names in (FIRST, LAST))
    return " ".join(part for part in parts if part)


def _with_ids(students: Listed, *fields: str) -> Listed:
    """Return the students with the first of these as id that everybody has and no two share."""

    def is_id(field: str) -> bool:
        values = [getattr(student, field) for _, student in students]
        return all(values) and len(set(values)) == len(values)

    id_field = next(filter(is_id, fields), fields[-1])
    return [(row, replace(student, id=getattr(student, id_field))) for row, student in students]


def _check_unique(path: Path, rows: Listed) -> list[Student]:
    """Return the students, each with an id of its own.  Raises BadFile with the row."""
    rows_by_id: dict[str, int] = {}
    for row, student in rows:
        if not student.id:
            raise BadFile(path, f"row {row.number} has no id; fill it in, or remove the row")
        if SHORTENED.fullmatch(student.id):
            sentence = (
                "is a number that a spreadsheet shortened; make the column text and save again"
            )
            raise BadFile(path, f"row {row.number}: the id {student.id!r} {sentence}")
        key = student.id.casefold()
        if key in rows_by_id:
            raise BadFile(
                path,
                f"row {row.number}: the id {student.id!r} stands in row {rows_by_id[key]} already;"
                " remove one",
            )
        rows_by_id[key] = row.number
    return [student for _, student in rows]
