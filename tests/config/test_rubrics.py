"""Rubrics of the tasks that a person marks, from `rubric.toml`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.cases import cases
from support.courses import tiny, write

from grader.config import load_assignment, load_rubric
from grader.config.rubrics import load_rubrics
from grader.errors import BadFile
from grader.model import Assignment

TOP = 'id = "demo"\nseed = 1\n'
TASK = '[[tasks]]\nid = "a"\npoints = 2\ndefines = ["f"]\n'
ESSAYS = TOP + "".join(
    f'[[tasks]]\nid = "{name}"\nfile = "{name}.md"\npoints = 3\n' for name in ("why", "how")
)


def loaded(folder: Path, text: str, rubric: str | None = None) -> Assignment:
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    if rubric is not None:
        (folder / "rubric.toml").write_text(rubric, encoding="utf-8")
    return load_assignment(folder)


def criterion(name: str, points: str, task: str | None = None) -> str:
    of_task = f"task = '{task}'\n" if task else ""
    return f"[[criteria]]\nid = '{name}'\ntitle = '{name.upper()}'\npoints = {points}\n{of_task}"


def test_a_rubric_adds_up_to_its_task() -> None:
    rubric = load_rubric(tiny(), tiny().task("reflection"))
    assert [
        (criterion.id, criterion.points, criterion.look_for == "") for criterion in rubric.criteria
    ] == [
        ("why", 2, False),
        ("example", 1, True),
    ]


def test_a_rubric_that_does_not_add_up_is_told(tmp_path: Path) -> None:
    assignment = loaded(tmp_path, TOP + TASK)
    write(tmp_path / "rubric.toml", "[[criteria]]\nid = 'x'\ntitle = 'X'\npoints = 1\n")
    with pytest.raises(
        BadFile, match="its criteria add up to 1 points, but a has 2; make them equal"
    ):
        load_rubric(assignment, assignment.tasks[0])


def test_a_rubric_forbids_unknown_keys(tmp_path: Path) -> None:
    assignment = loaded(tmp_path, TOP + TASK)
    (tmp_path / "rubric.toml").write_text(
        "[[criteria]]\nid = 'x'\ntitle = 'X'\npoints = 2\nlook_fro = 'y'\n", encoding="utf-8"
    )
    with pytest.raises(BadFile, match=r"rubric\.toml:5: criteria\[1\]\.look_fro is not known"):
        load_rubric(assignment, assignment.tasks[0])


def test_each_task_that_a_person_marks_has_its_own_criteria(tmp_path: Path) -> None:
    text = ESSAYS + '[[tasks]]\nid = "a"\npoints = 2\ndefines = ["f"]\n'
    rubric = (
        criterion("x", "3", "why") + criterion("x", "1.5", "how") + criterion("y", "1.5", "how")
    )
    rubrics = load_rubrics(loaded(tmp_path, text, rubric))
    assert {
        task: [(each.id, each.title) for each in one.criteria] for task, one in rubrics.items()
    } == {
        "why": [("x", "X")],
        "how": [("x", "X"), ("y", "Y")],
    }


def test_a_criterion_without_a_task_counts_for_each(tmp_path: Path) -> None:
    rubrics = load_rubrics(loaded(tmp_path, ESSAYS, criterion("x", "3")))
    assert [one.criteria[0].points for one in rubrics.values()] == [Decimal(3), Decimal(3)]


def test_without_a_file_there_are_no_rubrics_yet(tmp_path: Path) -> None:
    assert load_rubrics(loaded(tmp_path, ESSAYS)) == {}


def test_points_of_criteria_are_added_exactly(tmp_path: Path) -> None:
    tenths = "".join(criterion(f"c{number}", "0.1") for number in range(30))
    assert len(load_rubrics(loaded(tmp_path, ESSAYS, tenths))["why"].criteria) == 30


@pytest.mark.parametrize(
    ("rubric", "sentence"),
    cases(
        {
            "a criterion twice": (
                criterion("x", "1") + criterion("x", "2"),
                "two criteria of why have the id 'x'; rename one",
            ),
            "no criteria": ("", "its criteria add up to 0 points, but why has 3; make them equal"),
            "points below zero": (
                criterion("x", "-1"),
                "criteria[1].points must be zero or more, not -1",
            ),
            "a task without any": (
                criterion("x", "3", "why"),
                "its criteria add up to 0 points, but how has 3",
            ),
        }
    ),
)
def test_a_rubric_that_does_not_fit_its_task_is_told(
    tmp_path: Path, rubric: str, sentence: str
) -> None:
    assignment = loaded(tmp_path, ESSAYS, rubric)
    with pytest.raises(BadFile) as caught:
        load_rubrics(assignment)
    assert sentence in str(caught.value) and "rubric.toml" in str(caught.value)
