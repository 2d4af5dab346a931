"""Moodle's grading worksheet filled in, and the feedback zip that goes beside it.

mod/assign/feedback/offline/importgradeslib.php finds its columns by their names in the teacher's
language, so the teacher's own download is filled in and its header kept.  A row that is not there
is left as it is in Moodle; feedback that is blank erases, so only rows with a new number are
written, with all their other cells as they were. https://github.com/moodle/moodle
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from itertools import pairwise

from grader.errors import BadFile
from grader.exporters.lms import LmsTable, grades_by_row, new_points, too_many
from grader.files.tables import Table, number
from grader.intake.roster import roster_of, worksheet_numbers
from grader.model import Grade, Roster
from grader.points import written

GRADE, MAXIMUM, CHANGEABLE = "Grade", "Maximum grade", "Grade can be changed"
NONE_YET = ("", "-")


def moodle_worksheet(
    grades: Sequence[Grade], table: Table, roster: Roster | None, column: str | None = None
) -> LmsTable:
    """The worksheet with the points in its column for grades.

    Raises BadFile when it is no worksheet, or its column for grades cannot be told.
    """
    numbers = worksheet_numbers(table)
    if not numbers:
        raise BadFile(
            table.path,
            "it is no grading worksheet of Moodle; download it from the assignment again",
            line=1,
        )
    chosen, most = _columns(table, column)
    there = roster_of(table)
    by_id, left_out = grades_by_row(grades, roster, there)
    by_number = {student.moodle_id: by_id.get(student.id) for student in there.students}
    records = [list(table.columns)]
    for row in table.rows:
        cells = dict(row.cells)
        name = cells.get(table.columns[1], "")
        points, why = new_points(by_number.get(numbers[row.number]), cells.get(chosen, ""), name)
        if points is not None and most is not None:
            why = too_many(points, cells.get(most, ""), name) or ""
        if points is not None and cells.get(CHANGEABLE, "").casefold() == "no":
            why = f"{name}: Moodle says that the grade cannot be changed"
        left_out += [why] if why else []
        if points is not None and not why:
            comma = most is not None and "," in cells.get(most, "")
            cells[chosen] = written(points).replace(".", ",") if comma else written(points)
            records.append([cells.get(name, "") for name in table.columns])
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerows(records)
    content = held.getvalue().encode("utf-8", "replace")
    return LmsTable(content=content, rows=len(records) - 1, left_out=tuple(left_out))


def feedback_zip(
    grades: Sequence[Grade], table: Table, roster: Roster | None, pages: Mapping[str, bytes]
) -> bytes:
    """What "Upload multiple feedback files in a zip" takes.

    A folder a participant, `Name_N_assignfeedback_file`.

    `pages` are the students' pages by the grade's student id.
    mod/assign/feedback/file/importziplib.php parts the folder's name at underscores, so the name
    has none.
    """
    there = roster_of(table)
    by_id, _ = grades_by_row(grades, roster, there)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in there.students:
            grade = by_id.get(student.id)
            page = pages.get(grade.student.id) if grade is not None else None
            if page is not None:
                name = "".join(
                    " " if character in '_/\\:*?"<>|' else character for character in student.name
                )
                member = zipfile.ZipInfo(
                    f"{name}_{student.moodle_id}_assignfeedback_file/feedback.html",
                    (1980, 1, 1, 0, 0, 0),
                )
                member.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(member, page)
    return held.getvalue()


def _columns(table: Table, column: str | None) -> tuple[str, str | None]:
    """The column for grades, and the one that says what the most is.

    Raises BadFile.

    In a language that is not English it is the one before the column that has the same number in
    every row.
    """
    if column is not None and column not in table.columns:
        raise BadFile(
            table.path, f"it has no column {column!r}; there are {', '.join(table.columns)}", line=1
        )
    if column is None and GRADE in table.columns:
        column = GRADE
    names = list(table.columns)
    if column is not None:
        at = names.index(column) + 1
        after = names[at] if at < len(names) else ""
        return column, after if after == MAXIMUM or _is_maximum(table, after) else None
    found = [
        (before, name)
        for before, name in pairwise(names[2:])
        if _is_maximum(table, name) and _is_grade(table, before)
    ]
    if len(found) != 1:
        raise BadFile(
            table.path,
            f"its column for grades cannot be told; name it with --column: {', '.join(names)}",
            line=1,
        )
    return found[0]


def _is_maximum(table: Table, name: str) -> bool:
    values = {row.cells.get(name, "") for row in table.rows}
    return len(values) == 1 and (number(next(iter(values))) or 0) > 0


def _is_grade(table: Table, name: str) -> bool:
    return all(
        row.cells.get(name, "") in NONE_YET or number(row.cells[name]) is not None
        for row in table.rows
    )
