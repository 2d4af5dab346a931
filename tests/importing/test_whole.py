"""A notebook of every kind of cell comes over whole, and its own solution earns it all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases

from grader.config import load_course_assignment
from grader.examiner.client import Examiner
from grader.importing.building import Building
from grader.importing.jupytext import percent_cells
from grader.importing.nbgrader import read_nbgrader
from grader.model import Course, Submission, SubmittedFile
from grader.release.starting import install
from grader.runs.recording import record

NOTEBOOKS = Path(__file__).parent / "notebooks"
VECTORS = NOTEBOOKS / "vectors" / "vectors.py"


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Any:
    course = Course(folder=tmp_path_factory.mktemp("course"))
    found = read_nbgrader([VECTORS], (NOTEBOOKS / "shared",))
    building = Building(found, "vectors", "vectors.py")
    install(course, "vectors", building.build() | {"hidden.toml": "seed = 2\n"})
    assignment = load_course_assignment(course, "vectors")
    record(assignment)
    return found, building, assignment


def test_all_points_come_over_and_the_files_that_are_named(vectors: Any) -> None:
    found, building, assignment = vectors
    assert found.points == building.points == 8
    assert assignment.files == ("points.csv", "scale.py", "units.py")
    assert [(task.id, task.points, task.hidden_points) for task in assignment.tasks] == [
        ("lengths", 6, 3),
        ("by_hand", 2, 0),
    ]
    stub = (assignment.folder / "lengths.py").read_text()
    assert "from units import METRES" in stub and "DECIMALS = 3" in stub
    assert "np.sqrt" not in stub and "class Measure" in stub
    assert [sentence.partition(": ")[0] for sentence in found.lost] == [
        "vectors.py cell 10",
        "vectors.py cell 8",
    ]


def notebook(text: str) -> bytes:
    cells = percent_cells(VECTORS, text)
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.mark.parametrize(
    ("change", "earned"),
    cases(
        {
            "the source's own": (("", ""), 6),
            "no root": (("np.sqrt(", "("), 0),
            "strings for numbers": (("for row in rows]", "for row in rows][:3] * 1"), 6),
            "a tuple for a list": (("return [round", "return (*[round"), 3),
        }
    ),
)
def test_students_notebooks_are_judged_by_their_own_cells(
    vectors: Any, change: tuple[str, str], earned: int
) -> None:
    text = VECTORS.read_text().replace(*change) if change[0] else VECTORS.read_text()
    text = text.replace("for row in rows]\n", "for row in rows],)\n") if earned == 3 else text
    _, _, assignment = vectors
    file = SubmittedFile(name="vectors.ipynb", content=notebook(text))
    with Examiner(assignment) as examiner:
        result = examiner.judge(Submission(name="s", files=(file,)))
    task, by_hand = result.tasks
    said = [(check.id, check.outcome, check.message) for check in task.checks]
    assert task.earned == earned, said
    assert "a picture of the vectors" in (by_hand.answer or "")
