"""A CSV that Canvas's gradebook imports: made from the teacher's own download, or from the roster.

lib/gradebook_importer.rb: the columns that say who somebody is, `Section` the last of them, then
assignments; a column is an assignment by the number in brackets behind its title, else by its
title, else a new one; a row whose first cell has "Points Possible" says how many points there are.
A blank where there is a grade erases it, so only rows with a new number are written.
https://github.com/instructure/canvas-lms
"""

import re
from collections.abc import Sequence

from grader.errors import BadFile, CalledWrongly
from grader.files.tables import Row, Table, escape_formula, parse_number
from grader.model import Assignment, Grade, Student
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
from .lms import LmsTable, grades_by_row, lms_table, rows_with_points

POINTS_POSSIBLE = "Points Possible"
INFO = (
    "Student",
    "LastName",
    "FirstName",
    "ID",
    "SIS User ID",
    "SIS Login ID",
    "Integration ID",
    "Root Account",
    "Section",
)
_TITLED = re.compile(r"(?P<title>.*?)\s*\((?P<id>\d+)\)")


def canvas_from_gradebook(
    assignment: Assignment,
    grades: Sequence[Grade],
    download: LmsFile,
    roster: People | None,
    column: str | None,
) -> LmsTable:
    """Return the table made from the gradebook that the teacher downloaded.

    Its students as they are there, and the one column.

    Raises BadFile when it is no such file, or the assignment's column cannot be told.
    """
    table = download.table
    _check_is_gradebook(table)
    graded = _find_column(assignment, table, column)
    identity = [name for name in table.columns if name in INFO]
    head = [[*identity, graded]]
    possible = next((row for row in table.rows if POINTS_POSSIBLE in row[table.columns[0]]), None)
    if possible is not None:
        head.append(_cells(possible, [*identity, graded]))
    people = download.people()
    by_id, strangers = grades_by_row(grades, roster, people)
    by_canvas = {student.canvas_id: by_id.get(student.id) for student in people.students}
    rows, left_out = rows_with_points(
        (
            by_canvas[row["ID"]],
            row[graded],
            row["Student"] or row["LastName"],
            _cells(row, identity),
        )
        for row in table.rows
        if row["ID"] in by_canvas  # no row of points, nor of Canvas's own test student
    )
    warnings = _points_warning(assignment, grades, possible, graded)
    return lms_table(head, rows, [*strangers, *left_out], warnings)


def _check_is_gradebook(table: Table) -> None:
    if "Section" not in table.columns or "ID" not in table.columns:
        raise BadFile(
            table.path,
            "it is no gradebook of Canvas (no column ID or Section); export it there again",
            line=1,
        )


def canvas_from_roster(
    assignment: Assignment, grades: Sequence[Grade], roster: People, column: str | None
) -> LmsTable:
    """Return the table made from the course's roster alone.

    Canvas finds a student that has no number of Canvas's by name.
    """
    graded = column or assignment.title or assignment.id
    by_id, strangers = grades_by_row(grades, roster, roster)
    most = next((grade.possible for grade in by_id.values()), assignment.points)
    head = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", graded],
        [f"    {POINTS_POSSIBLE}", "", "", "", "", points_text(most)],
    ]
    rows, left_out = rows_with_points(
        (by_id.get(student.id), "", student.name, _identity_cells(student))
        for student in roster.students
    )
    return lms_table(head, rows, [*strangers, *left_out], _new_column_warning(graded))


def _identity_cells(student: Student) -> list[str]:
    """Return the cells that tell Canvas who a student is."""
    return [_safe_name(student), student.canvas_id, student.sis_id, student.login, student.section]


def _new_column_warning(column: str) -> list[str]:
    """Return the warning that Canvas may make a new assignment, where the column has no number."""
    if _TITLED.fullmatch(column):
        return []
    return [
        f"Canvas makes a new assignment of {column!r} unless it has one; name its column as in"
        " Canvas's own export"
    ]


def _find_column(assignment: Assignment, table: Table, column: str | None) -> str:
    """Return the column that was named, or the one with the assignment's title or id as its title.

    Raises BadFile.
    """
    titled = [name for name in table.columns if _TITLED.fullmatch(name)]
    titles = ", ".join(titled)
    if column is None:
        return _find_titled_column(assignment, table, titled)
    if column in table.columns and column not in INFO:
        return column
    what = f"it has no column {column!r}; there are {titles or 'no assignments'}"
    raise BadFile(table.path, what, line=1)


def _find_titled_column(assignment: Assignment, table: Table, titled: list[str]) -> str:
    """Return the column with the assignment's title or id as its title.  Raises BadFile."""
    wanted = {text.casefold() for text in (assignment.title, assignment.id)} - {""}
    matching = [name for name in titled if _title(name).casefold() in wanted]
    if len(matching) == 1:
        return matching[0]
    what = f"no column is called {assignment.title or assignment.id!r}"
    if matching:
        what = f"{len(matching)} columns are called so"
    name_it = f"name the right one with --column: {', '.join(titled) or 'there is none'}"
    raise BadFile(table.path, f"{what}; {name_it}", line=1)


def _title(column: str) -> str:
    match = _TITLED.fullmatch(column)
    return match["title"] if match else column


def _points_warning(
    assignment: Assignment, grades: Sequence[Grade], possible: Row | None, column: str
) -> tuple[str, ...]:
    """Return the warning that Canvas has other points for the column, where it has."""
    in_canvas = parse_number(possible[column]) if possible is not None else None
    here = next((grade.possible for grade in grades), assignment.points)
    if in_canvas is None or in_canvas == here:
        return ()
    differ = (
        f"{column} has {points_text(in_canvas)} points in Canvas and {assignment.id} has"
        f" {points_text(here)}; grades are not scaled"
    )
    return (differ,)


def _cells(row: Row, names: list[str]) -> list[str]:
    return [row[name] for name in names]


def _safe_name(student: Student) -> str:
    """Return a name that Canvas reads as it is.

    Where Canvas needs no name, also one that no spreadsheet takes for a formula.
    """
    if student.canvas_id or student.sis_id or student.login:
        return escape_formula(student.name)
    return f'="{student.name}"' if student.name.startswith("=") else student.name


def _files(class_: ClassRecords) -> Exported:
    column = class_.texts.get("column")
    download = class_.tables.get("gradebook-csv")
    if download is not None:
        table = canvas_from_gradebook(
            class_.assignment, class_.grades, download, class_.roster, column
        )
    elif class_.roster is not None:
        table = canvas_from_roster(class_.assignment, class_.grades, class_.roster, column)
    else:
        raise CalledWrongly(
            "Canvas has to be told who is who; give its own export with --gradebook-csv, or a"
            " roster with --roster"
        )
    return table.as_export("canvas.csv")


EXPORTER = Exporter(
    name="canvas",
    help="Write a CSV for Canvas: Grades, Import. Only rows with a new number are in it.",
    output="canvas.csv",
    files=_files,
    options=(
        Option(
            name="gradebook-csv",
            kind=OptionKind.TABLE,
            help="The gradebook as you exported it from Canvas; else the roster.",
        ),
        Option(name="column", help="The assignment's column, such as 'Homework 1 (55)'."),
    ),
)
