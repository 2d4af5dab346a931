"""`results.csv`: missing is missing, held is held, zero is zero."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.results import check, result, results_table, task

from grader.errors import CannotWrite
from grader.files.writing import write_whole
from grader.model import Outcome, TaskStatus
from grader.points import overall_status

PASSED, FAILED = check(), check(outcome=Outcome.FAILED)
GRADED = task("running_mean", PASSED, FAILED)
ZERO = task("running_mean", FAILED)
HELD = task("running_mean", check(outcome=Outcome.GRADER_FAULT), status=TaskStatus.HELD)
ABSENT = task("rescale", check(outcome=Outcome.NOT_SUBMITTED), status=TaskStatus.NOT_SUBMITTED)
AWAITING = task("reflection", status=TaskStatus.AWAITING)
NO_ESSAY = task("reflection", status=TaskStatus.NOT_SUBMITTED)


def rows(*results: Any) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(results_table(*results))))


def test_there_is_a_column_a_task_in_the_assignment_s_order() -> None:
    header = results_table().strip()
    assert header == "student,name,running_mean,rescale,reflection,total,possible,status"


@pytest.mark.parametrize(
    ("tasks", "cells", "said"),
    cases(
        {
            "graded": ((GRADED, ABSENT, NO_ESSAY), ["2", "", "", "2"], "graded"),
            "a zero": ((ZERO, ABSENT, NO_ESSAY), ["0", "", "", "0"], "graded"),
            "held": ((HELD, ABSENT, AWAITING), ["held", "", "awaiting", "held"], "held"),
            "awaiting a person": (
                (GRADED, ABSENT, AWAITING),
                ["2", "", "awaiting", "2"],
                "awaiting",
            ),
            "only the essay": ((ABSENT, AWAITING), ["", "", "awaiting", "0"], "awaiting"),
            "nothing": ((ABSENT, NO_ESSAY), ["", "", "", ""], "not_submitted"),
        }
    ),
)
def test_missing_held_awaiting_and_zero_are_four_things(
    tasks: Any, cells: list[str], said: str
) -> None:
    given = result(*tasks)
    (row,) = rows(given)
    assert [row[column] for column in ("running_mean", "rescale", "reflection", "total")] == cells
    assert row["status"] == said == overall_status(given.tasks)


@pytest.mark.parametrize(
    ("points", "shown"),
    [("0.1", "0.1"), ("2.50", "2.5"), ("10", "10"), ("1E+1", "10"), ("0.333", "0.333")],
)
def test_points_are_written_as_they_are(points: str, shown: str) -> None:
    (row,) = rows(result(task("running_mean", check(earned=Decimal(points)))))
    assert row["running_mean"] == row["total"] == shown


def test_rows_are_in_order_of_names_and_know_the_student() -> None:
    table = rows(result(name="bob"), result(name="ada", student="s1"))
    assert [(row["name"], row["student"]) for row in table] == [("ada", "s1"), ("bob", "bob")]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "new" / "results.csv"
    write_whole(target, b"one")
    assert target.read_bytes() == b"one"
    (tmp_path / "new" / ".results.csv.part").mkdir()
    with pytest.raises(CannotWrite):
        write_whole(target, b"two")
    assert target.read_bytes() == b"one"
