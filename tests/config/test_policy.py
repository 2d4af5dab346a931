"""`[policy]` of `assignment.toml`, and a rubric for more than one written task."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.courses import tiny

from grader.config import load_assignment, load_rubric, load_rubrics
from grader.errors import BadFile
from grader.model import Policy
from grader.nouns import replace

TASKS = """
id = "demo"
seed = 1
[[tasks]]
id = "a"
points = 2
defines = ["f"]
[[tasks]]
id = "b"
points = 1
defines = ["g"]
"""
DUE = "due = 2026-12-01T23:59:00+01:00\n"


def policy(folder: Path, lines: str) -> Any:
    (folder / "assignment.toml").write_text(f"{TASKS}\n[policy]\n{lines}\n", encoding="utf-8")
    return load_assignment(folder).policy


def test_what_is_not_said_takes_nothing_off(tmp_path: Path) -> None:
    assert policy(tmp_path, "") == Policy() == tiny().policy


def test_everything_that_can_be_said_is_read(tmp_path: Path) -> None:
    lines = (
        DUE
        + 'grace_minutes = 15\npenalty_percent_a_day = 12.5\npenalty_of = "possible"\ncutoff_days ='
        ' 0\nlate_days = 2\nextra_credit = ["a"]\ndrop = []'
    )
    assert policy(tmp_path, lines) == Policy(
        due=datetime.fromisoformat("2026-12-01T23:59:00+01:00"),
        grace_minutes=15,
        penalty_percent_a_day=Decimal("12.5"),
        penalty_of="possible",
        cutoff_days=0,
        late_days=2,
        extra_credit=("a",),
    )


@pytest.mark.parametrize(
    ("lines", "sentence"),
    cases(
        {
            "a key mistyped": (
                DUE + "grace = 5",
                "policy.grace is not known; there are attempt, cutoff_days, drop, due",
            ),
            "no zone": (
                "due = 2026-12-01T23:59:00",
                "has no zone; write for example +01:00 behind it",
            ),
            "a day only": (
                "due = 2026-12-01",
                "policy.due must be a date and time without quotation marks",
            ),
            "a text": (
                'due = "2026-12-01T23:59:00+01:00"',
                "policy.due must be a date and time without quotation marks",
            ),
            "a year mistyped": (
                "due = 0226-12-01T23:59:00Z",
                "policy.due is in the year 226; is that meant?",
            ),
            "below zero": (
                DUE + "grace_minutes = -1",
                "policy.grace_minutes must be from 0 to 10080, not -1",
            ),
            "a part of a minute": (
                DUE + "grace_minutes = 1.5",
                "policy.grace_minutes must be a whole number, not 1.5",
            ),
            "a truth": (
                DUE + "late_days = true",
                "policy.late_days must be a whole number, not True",
            ),
            "for ever": (DUE + "cutoff_days = 100000", "policy.cutoff_days must be from 0 to 3650"),
            "more than all": (DUE + "penalty_percent_a_day = 101", "must be at most 100, not 101"),
            "a penalty below zero": (
                DUE + "penalty_percent_a_day = -5",
                "must be zero or more, not -5",
            ),
            "not a number": (DUE + "penalty_percent_a_day = nan", "must be zero or more, not nan"),
            "of something else": (
                DUE + 'penalty_of = "all"',
                'must be "earned" or "possible", not \'all\'',
            ),
            "a penalty for nothing": (
                "penalty_percent_a_day = 5",
                "policy.penalty_percent_a_day needs policy.due",
            ),
            "a task that is none": (
                'drop = ["c"]',
                "policy.drop names 'c', which is no task; there are a, b",
            ),
            "a task twice": ('drop = ["a", "a"]', "policy.drop names 'a' twice"),
            "both": (
                'drop = ["a"]\nextra_credit = ["a"]',
                "policy drops 'a' and makes it extra credit",
            ),
            "nothing left": (
                'drop = ["a"]\nextra_credit = ["b"]',
                "policy leaves no task that counts",
            ),
            "no list": ('drop = "a"', "policy.drop must be a list of texts"),
        }
    ),
)
def test_each_mistake_has_a_sentence_that_names_the_file(
    tmp_path: Path, lines: Any, sentence: str
) -> None:
    with pytest.raises(BadFile) as caught:
        policy(tmp_path, lines)
    assert caught.value.path == tmp_path / "assignment.toml" and sentence in str(caught.value)
    first = 1 + TASKS.count("\n") + 1  # of [policy]
    assert caught.value.line in range(first, first + 2 + lines.count("\n") + 1)


def two_written(folder: Path, rubric: str) -> Any:
    (folder / "assignment.toml").write_text(
        'id = "demo"\nseed = 1\n[[tasks]]\nid = "one"\nfile = "one.md"\npoints = 1\n[[tasks]]\nid ='
        ' "two"\nfile = "two.md"\npoints = 2\n',
        encoding="utf-8",
    )
    (folder / "rubric.toml").write_text(rubric, encoding="utf-8")
    return load_assignment(folder)


def criterion(name: str, points: object, task: str = "") -> str:
    return f'[[criteria]]\nid = "{name}"\ntitle = "t"\npoints = {points}\n' + (
        f'task = "{task}"\n' if task else ""
    )


def test_each_written_task_has_its_own_criteria(tmp_path: Path) -> None:
    assignment = two_written(
        tmp_path, criterion("x", 1, "one") + criterion("x", 1, "two") + criterion("y", 1, "two")
    )
    rubrics = load_rubrics(assignment)
    assert {task: [each.id for each in rubric.criteria] for task, rubric in rubrics.items()} == {
        "one": ["x"],
        "two": ["x", "y"],
    }


def test_a_criterion_that_names_no_task_is_each_one_s(tmp_path: Path) -> None:
    assignment = two_written(tmp_path, criterion("x", 1))
    assert load_rubric(assignment, assignment.tasks[0]).criteria[0].id == "x"
    with pytest.raises(BadFile, match="add up to 1 points, but two has 2"):
        load_rubric(assignment, assignment.tasks[1])


def test_two_criteria_with_one_id_have_a_sentence(tmp_path: Path) -> None:
    assignment = two_written(tmp_path, criterion("x", 1, "two") * 2)
    with pytest.raises(BadFile, match="two criteria of two have the id 'x'"):
        load_rubric(assignment, assignment.tasks[1])


def test_without_a_rubric_there_is_none(tmp_path: Path) -> None:
    assert load_rubrics(replace(tiny(), folder=tmp_path)) == {}
