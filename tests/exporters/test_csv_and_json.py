"""Final grades as CSV and JSON: held, awaiting, missing and zero are four things in both."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases
from support.classes import DUE, HELD, NOON, RUBRICS, handed_in, marked, override, policy

from grader.exporters.csv_and_json import grades_csv, grades_json
from grader.policy import grade

GRADED = handed_in(rescale="0", answer=None)


def of(result: Any, *decisions: Any, **said: Any) -> Any:
    assignment = policy(**said)
    made = [grade(result, assignment, RUBRICS, decisions)]
    (row,) = csv.DictReader(io.StringIO(grades_csv(assignment, made), newline=""))
    whole = json.loads(grades_json(assignment, made, NOON), parse_float=Decimal)
    return row, whole["grades"][0], whole


@pytest.mark.parametrize(
    ("result", "cells", "raw", "adjusted"),
    cases(
        {
            "graded": (GRADED, ["4", "0", "", "4", "4", "graded"], 4, 4),
            "zero": (
                handed_in(running_mean="0", rescale=None, answer=None),
                ["0", "", "", "0", "0", "graded"],
                0,
                0,
            ),
            "held": (
                handed_in(rescale=HELD),
                ["4", "held", "awaiting", "held", "held", "held"],
                None,
                None,
            ),
            "awaiting": (handed_in(), ["4", "5", "awaiting", "9", "awaiting", "awaiting"], 9, None),
            "nothing": (
                handed_in(running_mean=None, rescale=None, answer=None),
                ["", "", "", "", "", "not_submitted"],
                None,
                None,
            ),
        }
    ),
)
def test_held_awaiting_missing_and_zero_are_four_things(
    result: Any, cells: list[str], raw: int | None, adjusted: int | None
) -> None:
    row, item, _ = of(result)
    columns = ("running_mean", "rescale", "reflection", "raw", "adjusted", "status")
    assert [row[column] for column in columns] == cells
    assert (item["raw"], item["adjusted"], item["status"]) == (raw, adjusted, cells[-1])


def test_the_table_says_when_it_came_how_late_and_why_points_changed() -> None:
    came = handed_in(answer=None, received="2026-12-02T12:00:00+01:00")
    row, item, whole = of(came, override("3.5"), due=DUE, penalty_percent_a_day=Decimal(10))
    assert (row["raw"], row["adjusted"], row["days_late"]) == ("8.5", "7.65", "1")
    assert row["received"] == "2026-12-02T12:00:00+01:00" == item["received"]
    assert row["why"].startswith(
        "running_mean: 3.5 instead of 4, by amy: asked; received 2026-12-02 12:00+01:00, 1 day late"
    )
    assert item["adjusted"] == Decimal("7.65") and item["tasks"][0] == {
        "id": "running_mean",
        "status": "graded",
        "earned": Decimal("3.5"),
        "possible": 4,
    }
    assert (whole["schema"], whole["assignment"]) == ("tensorgrade/grades/1", "tiny")
    assert (
        whole["policy"]["due"] == "2026-12-01T23:59:00+01:00"
        and whole["exported"] == "2026-12-05T12:00:00Z"
    )


def test_points_are_exact_in_both() -> None:
    came = handed_in(running_mean="0.1", rescale="0.2")
    row, item, _ = of(came, *marked(came, "1.10", "0"))
    assert row["raw"] == row["adjusted"] == "1.4" and item["raw"] == item["adjusted"] == Decimal(
        "1.4"
    )


def test_no_cell_is_a_formula() -> None:
    row, _, _ = of(
        handed_in("=1+1", answer=None), override("1", student="=1+1", by="-amy", reason="@")
    )
    assert row["student"] == row["name"] == "'=1+1"
