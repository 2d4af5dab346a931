"""What a person marks by.

A table with a row a student and a column a criterion, the answers beside it, the rubric.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from grader.files.tables import escaped
from grader.files.writing import file_name
from grader.gradebook import Kept
from grader.gradebook.grades import by_student, decisions_on
from grader.marking.taking import (
    ANSWER,
    COMMENT,
    NAME,
    NOTE,
    STAMP,
    STUDENT,
    has_answer,
    heading,
    stamp,
)
from grader.model import Result, Rubric, RubricEntry, Task
from grader.points import UNCHANGED, written
from grader.policy import marked_digest, marks_on, student_key


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksFiles:
    """The files of an export by their name in its folder, the table last.

    How many rows, how many without a text.
    """

    files: dict[str, bytes]
    rows: int
    without_text: int


def marks_files(
    task: Task,
    rubric: Rubric,
    results: Iterable[Result],
    kept: list[Kept],
    now: datetime,
    *,
    semicolons: bool = False,
    only_unmarked: bool = False,
) -> MarksFiles:
    """The table and what belongs beside it.

    Marks that are there are filled in.

    The table begins with a byte order mark, so that Excel reads names right.  `semicolons` is for
    spreadsheets that write a comma in numbers: they would take 2.5 for a date.
    """
    decided = by_student(kept)
    highest = max((each.number for each in kept), default=0)
    files: dict[str, bytes] = {
        f"{task.id}-rubric.md": _rubric_text(task, rubric).encode("utf-8", "replace")
    }
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";" if semicolons else ",", lineterminator="\r\n")
    headings = [heading(criterion) for criterion in rubric.criteria]
    header = [STUDENT, NAME, *headings, COMMENT, ANSWER, NOTE, STAMP]
    writer.writerow([_local(cell, semicolons) if cell in headings else cell for cell in header])
    rows = without_text = 0
    for result in sorted(results, key=lambda result: result.submission.name):
        if not has_answer(result, task.id):
            continue
        marks = marks_on(result, task.id, decisions_on(result, decided))
        points = [_points(marks.get(criterion.id)) for criterion in rubric.criteria]
        if only_unmarked and None not in points:
            continue
        text = next(each.answer for each in result.tasks if each.id == task.id)
        answer = ""
        if text is None:
            without_text += 1
        else:
            answer = f"{task.id}/{file_name(result.submission.name)}.md"
            files[answer] = text.encode("utf-8", "replace")
        comment = marks[None].comment if None in marks else ""
        cells = [student_key(result), result.submission.name]
        cells += ["" if each is None else _local(written(each), semicolons) for each in points]
        cells += [
            comment,
            answer,
            _note(result, task),
            stamp(highest, now, marked_digest(result, task.id)),
        ]
        writer.writerow([escaped(cell) for cell in cells])
        rows += 1
    files[f"{task.id}.csv"] = table.getvalue().encode("utf-8-sig", "replace")
    return MarksFiles(files=files, rows=rows, without_text=without_text)


def _points(mark: RubricEntry | None) -> Decimal | None:
    return mark.points if mark else None


def _local(cell: str, semicolons: bool) -> str:
    return cell.replace(".", ",") if semicolons else cell


def _note(result: Result, task: Task) -> str:
    """What was noted of the answer, such as that it is unchanged from the template."""
    of_task = next(each for each in result.tasks if each.id == task.id)
    return UNCHANGED if of_task.unchanged else "; ".join(of_task.notes)


def _rubric_text(task: Task, rubric: Rubric) -> str:
    lines = [
        f"# {task.title}",
        "",
        f"{written(task.points)} points.  Each criterion from 0 to its points.",
        "",
    ]
    for criterion in rubric.criteria:
        question = f"({criterion.question}) " if criterion.question else ""
        lines += [f"## {heading(criterion)}", "", f"{question}{criterion.title}", ""]
        lines += [criterion.look_for, ""] if criterion.look_for else []
    return "\n".join(lines)
