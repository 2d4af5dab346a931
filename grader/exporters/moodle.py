"""Moodle's grading worksheet filled in, and the feedback zip that goes beside it.

mod/assign/feedback/offline/importgradeslib.php finds its columns by their names in the teacher's
language, so the teacher's own download is filled in and its header kept.  A row that is not there
is left as it is in Moodle; feedback that is blank erases, so only rows with a new number are
written, with all their other cells as they were. https://github.com/moodle/moodle
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from grader.errors import BadFile
from grader.files.tables import Row, Table, parse_number
from grader.files.zips import zip_bytes
from grader.model import Grade, Student
from grader.points import points_text

from .contract import (
    ClassRecords,
    Exported,
    Exporter,
    LmsFile,
    Option,
    OptionKind,
    People,
)
from .lms import LmsTable, explain_too_many, grades_by_row, lms_table, new_points

GRADE, MAXIMUM, CHANGEABLE = "Grade", "Maximum grade", "Grade can be changed"
NONE_YET = ("", "-")


def moodle_worksheet(
    grades: Sequence[Grade], worksheet: LmsFile, roster: People | None, column: str | None = None
) -> LmsTable:
    """Return the worksheet with the points in its column for grades.

    Raises BadFile when it is no worksheet, or its column for grades cannot be told.
    """
    table = worksheet.table
    if not worksheet.numbers:
        what = "it is no grading worksheet of Moodle; download it from the assignment again"
        raise BadFile(table.path, what, line=1)
    graded, most = _find_columns(table, column)
    people = worksheet.people()
    by_id, left_out = grades_by_row(grades, roster, people)
    by_number = {student.moodle_id: by_id.get(student.id) for student in people.students}
    rows = []
    for row in table.rows:
        cells, why = _fill_row(
            table, row, by_number.get(worksheet.numbers[row.number]), graded, most
        )
        left_out += [why] if why else []
        rows += [cells] if cells else []
    return lms_table([table.columns], rows, left_out)


def _fill_row(
    table: Table, row: Row, grade: Grade | None, graded: str, most: str | None
) -> tuple[list[str], str]:
    """Return a row's cells with its new points, or no cells and why not.

    A decimal comma is written where the worksheet has one.
    """
    name = row[table.columns[1]]
    points, why = new_points(grade, row[graded], name)
    if points is None:
        return [], why
    maximum = row[most] if most is not None else ""
    refusal = _refusal(row, points, maximum, name)
    if refusal:
        return [], refusal
    text = points_text(points).replace(".", ",") if "," in maximum else points_text(points)
    cells = {**row.cells, graded: text}
    return [cells.get(column, "") for column in table.columns], ""


def _refusal(row: Row, points: Decimal, maximum: str, name: str) -> str:
    """Return why Moodle would not take these points; nothing when it would."""
    if row[CHANGEABLE].casefold() == "no":
        return f"{name}: Moodle says that the grade cannot be changed"
    return explain_too_many(points, maximum, name) or ""


def feedback_zip(
    grades: Sequence[Grade], worksheet: LmsFile, roster: People | None, pages: Mapping[str, bytes]
) -> bytes:
    """Return what "Upload multiple feedback files in a zip" takes.

    A folder for each participant, `Name_N_assignfeedback_file`.

    `pages` are the students' pages by the grade's student id.
    mod/assign/feedback/file/importziplib.php parts the folder's name at underscores, so the name
    has none.
    """
    people = worksheet.people()
    by_id, _ = grades_by_row(grades, roster, people)
    files: dict[str, bytes] = {}
    for student in people.students:
        grade = by_id.get(student.id)
        page = pages.get(grade.student.id) if grade is not None else None
        if page is not None:
            files[_place(student)] = page
    return zip_bytes(files)


def _place(student: Student) -> str:
    """Return where a student's page lies in the zip."""
    name = "".join(" " if letter in '_/\\:*?"<>|' else letter for letter in student.name)
    return f"{name}_{student.moodle_id}_assignfeedback_file/feedback.html"


def _find_columns(table: Table, column: str | None) -> tuple[str, str | None]:
    """Return the column for grades, and the one that says what the most is.

    Raises BadFile.
    """
    names = list(table.columns)
    choices = ", ".join(names)
    if column is None and GRADE in names:
        column = GRADE
    if column is None:
        return _guess_columns(table)
    if column not in names:
        raise BadFile(table.path, f"it has no column {column!r}; there are {choices}", line=1)
    after = next(iter(names[names.index(column) + 1 :]), "")
    return column, after if after == MAXIMUM or _is_maximum(table, after) else None


def _guess_columns(table: Table) -> tuple[str, str]:
    """Return the two columns of a worksheet in a language that is not English.  Raises BadFile.

    The column for grades is the one before the column that has the same number in every row.
    """
    likely = [
        (before, name)
        for before, name in pairwise(table.columns[2:])
        if _is_maximum(table, name) and _is_grade(table, before)
    ]
    if len(likely) != 1:
        choices = ", ".join(table.columns)
        what = f"its column for grades cannot be told; name it with --column: {choices}"
        raise BadFile(table.path, what, line=1)
    return likely[0]


def _is_maximum(table: Table, name: str) -> bool:
    values = {row[name] for row in table.rows}
    return len(values) == 1 and (parse_number(next(iter(values))) or 0) > 0


def _is_grade(table: Table, name: str) -> bool:
    return all(row[name] in NONE_YET or parse_number(row[name]) is not None for row in table.rows)


def _files(class_: ClassRecords) -> Exported:
    worksheet = class_.tables["worksheet"]
    table = moodle_worksheet(class_.grades, worksheet, class_.roster, class_.texts.get("column"))
    pages = {
        record.grade.student.id: class_.page(record)
        for record in class_.records
        if record.grade.raw is not None
    }
    archive = feedback_zip(class_.grades, worksheet, class_.roster, pages)
    return table.as_export("moodle.csv", {"moodle-feedback.zip": archive})


EXPORTER = Exporter(
    name="moodle",
    help=(
        "Fill in Moodle's grading worksheet. Beside it goes a zip of the students' pages, for"
        " Upload multiple feedback files in a zip."
    ),
    output="moodle.csv",
    files=_files,
    options=(
        Option(
            name="worksheet",
            kind=OptionKind.TABLE,
            required=True,
            help="The grading worksheet as Moodle gave it.",
        ),
        Option(name="column", help="Its column for grades, where it cannot be told."),
    ),
)
