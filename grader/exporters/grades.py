"""Final grades as CSV and as JSON.

Held, awaiting and not submitted are never numbers; zero is 0.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from grader.files.tables import escaped
from grader.model import Assignment, Grade, TaskResult, TaskStatus
from grader.points import written

GRADES_SCHEMA = "tensorgrade/grades/1"
_encoder = msgspec.json.Encoder(decimal_format="number")


def grades_csv(assignment: Assignment, grades: Iterable[Grade]) -> str:
    """A row a student.

    Its tasks after marks and overrides, raw and adjusted points, and why they differ.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    ids = [task.id for task in assignment.tasks]
    writer.writerow(
        [
            "student",
            "name",
            *ids,
            "raw",
            "adjusted",
            "possible",
            "status",
            "received",
            "days_late",
            "why",
        ]
    )
    for grade in grades:
        cells = [grade.student.id, grade.student.name, *(_task(task) for task in grade.tasks)]
        cells += [
            _points(grade.raw, grade.status),
            final(grade),
            written(grade.possible),
            grade.status.value,
        ]
        cells += [grade.received.isoformat() if grade.received else ""]
        cells += ["" if grade.days_late is None else str(grade.days_late), "; ".join(grade.why)]
        writer.writerow([escaped(cell) for cell in cells])
    return table.getvalue()


def grades_json(assignment: Assignment, grades: Iterable[Grade], now: datetime) -> bytes:
    """One object of schema `tensorgrade/grades/1`; points are numbers from exact decimals, or null."""
    whole = {
        "schema": GRADES_SCHEMA,
        "assignment": assignment.id,
        "exported": now,
        "policy": assignment.policy,
        "grades": [_grade(grade) for grade in grades],
    }
    return msgspec.json.format(_encoder.encode(whole), indent=1) + b"\n"


def final(grade: Grade) -> str:
    """The adjusted points, or the word for why there are none; empty when nothing was handed in."""
    return _points(grade.adjusted, grade.status)


def _points(points: Decimal | None, status: TaskStatus) -> str:
    if points is not None:
        return written(points)
    return "" if status is TaskStatus.NOT_SUBMITTED else status.value


def _task(task: TaskResult) -> str:
    return _points(task.earned if task.status is TaskStatus.GRADED else None, task.status)


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "student": {"id": grade.student.id, "name": grade.student.name},
        "status": grade.status,
        "raw": _plain(grade.raw),
        "adjusted": _plain(grade.adjusted),
        "possible": _plain(grade.possible),
        "received": grade.received,
        "days_late": grade.days_late,
        "tasks": [
            {
                "id": task.id,
                "status": task.status,
                "earned": _plain(task.earned) if task.status is TaskStatus.GRADED else None,
                "possible": _plain(task.possible),
            }
            for task in grade.tasks
        ],
        "why": grade.why,
    }


def _plain(points: Decimal | None) -> Decimal | None:
    """The same number without zeros at its end."""
    return None if points is None else Decimal(written(points))
