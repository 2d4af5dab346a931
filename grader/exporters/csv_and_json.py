"""Final grades as CSV and as JSON, for whoever has no LMS.

Held, awaiting and not submitted are never numbers; zero is 0.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from grader.files.json_text import json_text
from grader.files.tables import csv_text, safe_cell
from grader.model import Assignment, Grade, Regrading, TaskStatus
from grader.points import plain_points, points_text

from .contract import ClassRecords, Exported, Exporter
from .results_csv import points_cell

GRADES_SCHEMA = "tensorgrade/grades/1"


COLUMNS = ("raw", "adjusted", "possible", "status", "received", "days_late", "why", "requests")


def grades_csv(assignment: Assignment, grades: Iterable[Grade]) -> str:
    """Return a table with one row per student.

    Its tasks after marks and overrides, raw and adjusted points, and why they differ.
    """
    head = ["student", "name", *assignment.task_ids, *COLUMNS]
    rows = ([safe_cell(cell) for cell in _cells(grade)] for grade in grades)
    return csv_text([head, *rows])


def _cells(grade: Grade) -> list[str]:
    return [
        grade.student.id,
        grade.student.name,
        *map(points_cell, grade.tasks),
        _points_words(grade.raw, grade.status),
        final_points(grade),
        points_text(grade.possible),
        grade.status.value,
        grade.received.isoformat() if grade.received else "",
        "" if grade.days_late is None else str(grade.days_late),
        "; ".join(grade.why),
        "; ".join(map(_request_cell, grade.requests)),
    ]


def grades_json(assignment: Assignment, grades: Iterable[Grade], now: datetime) -> bytes:
    """Return one object of schema `tensorgrade/grades/1`.

    Points are numbers from exact decimals, or null.
    """
    content = {
        "schema": GRADES_SCHEMA,
        "assignment": assignment.id,
        "exported": now,
        "policy": assignment.policy,
        "grades": [_grade(grade) for grade in grades],
    }
    return json_text(content)


def final_points(grade: Grade) -> str:
    """Return the adjusted points, or the word for why there are none.

    Empty when nothing was handed in.
    """
    return _points_words(grade.adjusted, grade.status)


def _points_words(points: Decimal | None, status: TaskStatus) -> str:
    if points is not None:
        return points_text(points)
    return "" if status is TaskStatus.NOT_SUBMITTED else status.value


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "student": {"id": grade.student.id, "name": grade.student.name},
        "status": grade.status,
        "raw": plain_points(grade.raw),
        "adjusted": plain_points(grade.adjusted),
        "possible": plain_points(grade.possible),
        "received": grade.received,
        "days_late": grade.days_late,
        "tasks": [
            {
                "id": task.id,
                "status": task.status,
                "earned": plain_points(task.earned) if task.status is TaskStatus.GRADED else None,
                "possible": plain_points(task.possible),
            }
            for task in grade.tasks
        ],
        "why": grade.why,
        "requests": [_request(each) for each in grade.requests],
    }


def _request_cell(regrading: Regrading) -> str:
    """Return a request in a few words: its task and its state."""
    return (
        f"{regrading.request.task}: {regrading.state}"
        if regrading.request.task
        else regrading.state.value
    )


def _request(regrading: Regrading) -> dict[str, Any]:
    """Return a request for a second look with its answer; of who wrote it no name is told."""
    answer = regrading.answer
    return {
        "task": regrading.request.task or None,
        "reason": regrading.request.reason,
        "asked": regrading.request.recorded,
        "state": regrading.state,
        "answer": answer.answer if answer else None,
        "answered": answer.recorded if answer else None,
    }


def _csv_file(class_: ClassRecords) -> Exported:
    content = grades_csv(class_.assignment, class_.grades).encode("utf-8", "replace")
    return _export_file("grades.csv", content, class_)


def _json_file(class_: ClassRecords) -> Exported:
    content = grades_json(class_.assignment, class_.grades, class_.exported)
    return _export_file("grades.json", content, class_)


def _export_file(name: str, content: bytes, class_: ClassRecords) -> Exported:
    return Exported(files={name: content}, summary=f"{len(class_.records)} grades")


CSV = Exporter(
    name="csv",
    help="Write a table with one row per student.",
    output="grades.csv",
    files=_csv_file,
    to_terminal=True,
)
JSON = Exporter(
    name="json",
    help="Write one JSON object.",
    output="grades.json",
    files=_json_file,
    to_terminal=True,
)
