"""A CSV that Canvas's gradebook imports: made from the teacher's own download, or from the roster.

lib/gradebook_importer.rb: the columns that say who somebody is, `Section` the last of them, then
assignments; a column is an assignment by the number in brackets behind its title, else by its
title, else a new one; a row whose first cell has "Points Possible" says how many points there are.
A blank where there is a grade erases it, so only rows with a new number are written.
https://github.com/instructure/canvas-lms
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from grader.errors import BadFile
from grader.exporters.lms import LmsTable, grades_by_row, new_points
from grader.files.tables import Row, Table, escaped, number
from grader.intake.roster import roster_of
from grader.model import Assignment, Grade, Roster, Student
from grader.points import written

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
    table: Table,
    roster: Roster | None,
    column: str | None,
) -> LmsTable:
    """From the gradebook that the teacher downloaded.

    Its students as they are there, and the one column.

    Raises BadFile when it is no such file, or the assignment's column cannot be told.
    """
    if "Section" not in table.columns or "ID" not in table.columns:
        raise BadFile(
            table.path,
            "it is no gradebook of Canvas (no column ID or Section); export it there again",
            line=1,
        )
    chosen = _column(assignment, table, column)
    info = [name for name in table.columns if name in INFO]
    there = roster_of(table)
    by_id, left_out = grades_by_row(grades, roster, there)
    by_canvas = {student.canvas_id: by_id.get(student.id) for student in there.students}
    possible = next(
        (row for row in table.rows if POINTS_POSSIBLE in row.cells.get(table.columns[0], "")), None
    )
    records = [[*info, chosen]]
    if possible is not None:
        records.append([*_cells(possible, info), possible.cells.get(chosen, "")])
    for row in table.rows:
        canvas_id = row.cells.get("ID", "")
        if canvas_id not in by_canvas:
            continue
        called = row.cells.get("Student") or row.cells.get("LastName", "")
        points, why = new_points(by_canvas[canvas_id], row.cells.get(chosen, ""), called)
        left_out += [why] if why else []
        if points is not None:
            records.append([*_cells(row, info), written(points)])
    rows = len(records) - 1 - (possible is not None)
    return LmsTable(
        content=_written(records),
        rows=rows,
        left_out=tuple(left_out),
        warnings=_points_differ(assignment, grades, possible, chosen),
    )


def canvas_from_roster(
    assignment: Assignment, grades: Sequence[Grade], roster: Roster, column: str | None
) -> LmsTable:
    """From the course's roster alone.

    A student that has no number of Canvas's is found there by name.
    """
    chosen = column or assignment.title or assignment.id
    by_id, left_out = grades_by_row(grades, roster, roster)
    listed = list(by_id.values())
    most = written(listed[0].possible if listed else assignment.points)
    records = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", chosen]]
    records.append([f"    {POINTS_POSSIBLE}", "", "", "", "", most])
    for student in roster.students:
        points, why = new_points(by_id.get(student.id), "", student.name)
        left_out += [why] if why else []
        if points is not None:
            records.append(
                [
                    _name(student),
                    student.canvas_id,
                    student.sis_id,
                    student.login,
                    student.section,
                    written(points),
                ]
            )
    warnings: tuple[str, ...] = ()
    if not _TITLED.fullmatch(chosen):
        warnings = (
            (
                f"Canvas makes a new assignment of {chosen!r} unless it has one; name its column as"
                " in Canvas's own export"
            ),
        )
    return LmsTable(
        content=_written(records),
        rows=len(records) - 2,
        left_out=tuple(left_out),
        warnings=warnings,
    )


def _column(assignment: Assignment, table: Table, column: str | None) -> str:
    """The column that was named, or the one with the assignment's title or id as its title.

    Raises BadFile.
    """
    titled = [name for name in table.columns if _TITLED.fullmatch(name)]
    if column is not None:
        if column in table.columns and column not in INFO:
            return column
        raise BadFile(
            table.path,
            f"it has no column {column!r}; there are {', '.join(titled) or 'no assignments'}",
            line=1,
        )
    wanted = {text.casefold() for text in (assignment.title, assignment.id) if text}
    found = [name for name in titled if _title(name).casefold() in wanted]
    if len(found) == 1:
        return found[0]
    what = (
        f"{len(found)} columns are called so"
        if found
        else f"no column is called {assignment.title or assignment.id!r}"
    )
    raise BadFile(
        table.path,
        f"{what}; name the right one with --column: {', '.join(titled) or 'there is none'}",
        line=1,
    )


def _title(column: str) -> str:
    match = _TITLED.fullmatch(column)
    return match["title"] if match else column


def _points_differ(
    assignment: Assignment, grades: Sequence[Grade], possible: Row | None, column: str
) -> tuple[str, ...]:
    there = number(possible.cells.get(column, "")) if possible is not None else None
    here = next((grade.possible for grade in grades), assignment.points)
    if there is None or there == here:
        return ()
    return (
        (
            f"{column} has {written(there)} points in Canvas and {assignment.id} has"
            f" {written(here)}; grades are not scaled"
        ),
    )


def _cells(row: Row, info: list[str]) -> list[str]:
    return [row.cells.get(name, "") for name in info]


def _name(student: Student) -> str:
    """A name that Canvas reads as it is, and no spreadsheet as a formula where Canvas needs no
    name.
    """
    if student.canvas_id or student.sis_id or student.login:
        return escaped(student.name)
    return f'="{student.name}"' if student.name.startswith("=") else student.name


def _written(records: list[list[str]]) -> bytes:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerows(records)
    return held.getvalue().encode("utf-8", "replace")
