"""Teachers' notebooks of nbgrader and Otter become assignments that hold what they promise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from support.cases import cases

from grader.config import load_course_assignment
from grader.errors import BadFile
from grader.examiner.client import Examiner
from grader.importing.answer_cells import with_markers
from grader.importing.building import Building
from grader.importing.nbgrader import read_nbgrader
from grader.importing.otter.assign import read_otter
from grader.importing.otter.marks import answer_text
from grader.judging.staleness import find_stale_tasks
from grader.model import Course, Submission, SubmittedFile
from grader.release.packing import prove
from grader.release.starting import install
from grader.runs.recording import record

NOTEBOOKS = Path(__file__).parent / "notebooks"
SQUARES, FIBONACCI = NOTEBOOKS / "squares.ipynb", NOTEBOOKS / "fibonacci.ipynb"


def imported(found: Any, folder: Path, name: str) -> Any:
    course = Course(folder=folder)
    made = Building(found, name, f"{name}.ipynb").build()
    install(course, name, made | {"hidden.toml": "seed = 2\n"})
    assignment = load_course_assignment(course, name)
    record(assignment)
    return course, assignment


def test_an_nbgrader_notebook_is_proved_and_judged(tmp_path: Path) -> None:
    found = read_nbgrader([SQUARES])
    course, assignment = imported(found, tmp_path, "squares")
    assert prove(course, assignment).startswith("the reference earns 5.5 of 5.5")
    assert (
        find_stale_tasks(assignment) == []
    )  # sum_of_squares has no hidden check, so nothing hidden was recorded
    assert [
        (task.id, task.points, task.hidden_points, task.asserted) for task in assignment.tasks
    ] == [
        ("squares", 3, 2, True),
        ("sum_of_squares", 1.5, 0, True),
        ("why", 2, 0, False),
        ("a_number", 1, 0, True),
    ]
    assert found.lost == [
        "squares.ipynb cell 2: its magics (%, !) were left out",
        "squares.ipynb cell 3: no task needs this code; it was left out",
    ]
    released = b"".join(
        path.read_bytes() for path in course.assignments.rglob("*") if path.is_file()
    )
    assert (
        b"squares(5)" not in released
        and b"Because the slope" not in released
        and b"** 2" not in released
    )
    half = (
        "import numpy as np\n\n\ndef squares(n):\n    return np.array([1.0, 4.0, 9.0, 0.0,"
        " 0.0])[:n]\n"
    )
    with Examiner(assignment) as examiner:
        result = examiner.judge(
            Submission(name="s", files=(SubmittedFile(name="squares.py", content=half.encode()),))
        )
    outcomes = {check.id.partition("::")[2]: check.outcome for check in result.tasks[0].checks}
    assert outcomes == {
        "correct_squares": "PASSED",
        "one_square": "PASSED",
        "correct_squares_whole": "FAILED",
    }
    assert all(check.asserted for check in result.tasks[0].checks)


def test_an_otter_notebook_is_proved(tmp_path: Path) -> None:
    found = read_otter(FIBONACCI)
    course, assignment = imported(found, tmp_path, "fibonacci")
    assert prove(course, assignment).startswith("the reference earns 3 of 3")
    assert assignment.title == "Fibonacci week"
    checks = (course.solutions / "fibonacci" / "checks" / "test_q1.py").read_text()
    assert "assert repr(fib(4)) == '[0, 1, 1, 2]'" in checks and "@asserts(points=2" in checks
    assert (
        (course.assignments / "fibonacci" / "q2.md").read_text()
        == "# q2\n\nWhy does it grow like a power?\n\nReplace this line with your answer.\n"
    )
    assert [sentence.partition(": ")[0].split()[-1] for sentence in found.lost] == [
        "1",
        "1",
        "18",
        "3",
    ]


def changed(path: Path, folder: Path, at: int, **more: Any) -> Path:
    """A copy of a notebook with one cell changed; a cell's number is from 1."""
    notebook = json.loads(path.read_text())
    notebook["cells"][at - 1].update(more)
    copy = folder / path.name
    copy.write_text(json.dumps(notebook))
    return copy


def meta(schema: int, points: object = 1) -> dict[str, Any]:
    said = {"grade": True, "solution": False, "locked": True, "task": False, "grade_id": "t"}
    return {"nbgrader": {**said, "points": points, "schema_version": schema}}


@pytest.mark.parametrize(
    ("at", "change", "sentence"),
    cases(
        {
            "another schema": (
                6,
                {"metadata": meta(10)},
                "cell 6 has nbgrader's schema 10, which is none of those that can be read",
            ),
            "points that are none": (6, {"metadata": meta(3, "many")}, "t has points = 'many'"),
            "an open region": (
                5,
                {"source": "def f():\n    ### BEGIN SOLUTION\n    return 1"},
                ":2: this solution region is never",
            ),
            "open hidden tests": (
                6,
                {"source": "### BEGIN HIDDEN TESTS\nassert 1"},
                ":1: this region of hidden tests is never",
            ),
        }
    ),
)
def test_a_broken_nbgrader_notebook_is_told(
    tmp_path: Path, at: int, change: Any, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence.replace("(", r"\(")):
        read_nbgrader([changed(SQUARES, tmp_path, at, **change)])


@pytest.mark.parametrize(
    ("at", "source", "sentence"),
    cases(
        {
            "a block that is never closed": (
                23,
                "# note",
                r"cell 15: # BEGIN QUESTION is never closed",
            ),
            "an end without a beginning": (
                4,
                "# note",
                r"cell 6: # BEGIN SOLUTION stands outside of a question",
            ),
            "a block inside another": (
                9,
                "# BEGIN SOLUTION",
                r"cell 13: # END TESTS without a # BEGIN TESTS",
            ),
            "settings that are no YAML": (
                4,
                "# BEGIN QUESTION\nname: [",
                r"cell 4: it is not valid YAML",
            ),
            "settings that are no table": (
                4,
                "# BEGIN QUESTION\n- 1",
                r"cell 4: below its first line stand settings",
            ),
        }
    ),
)
def test_a_broken_otter_notebook_is_told(
    tmp_path: Path, at: int, source: str, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence):
        read_otter(changed(FIBONACCI, tmp_path, at, source=source))


def test_files_that_are_no_such_notebook_are_told(tmp_path: Path) -> None:
    plain = tmp_path / "plain.ipynb"
    plain.write_text(
        nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")]))
    )
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{")
    for read in (lambda path: read_nbgrader([path]), read_otter):
        for path, sentence in (
            (plain, "of it"),
            (broken, "it is not a notebook"),
            (tmp_path / "no", "no such file"),
        ):
            with pytest.raises(BadFile, match=sentence):
                read(path)


def test_the_students_notebook_has_no_solutions_to_import(tmp_path: Path) -> None:
    stub = "def squares(n):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    notebook = changed(SQUARES, tmp_path, 5, source=stub)
    found = read_nbgrader([notebook])
    Building(found, "squares", "squares.ipynb").build()
    assert any("cell 5: it is a stub without a solution" in sentence for sentence in found.lost)


def test_bodies_are_put_between_markers_and_otter_s_marks_go() -> None:
    text = 'class A:\n    """Doc."""\n\n    def f(self):\n        """Doc."""\n        return 1\n'
    assert (
        with_markers(text)
        == 'class A:\n    """Doc."""\n\n    def f(self):\n        """Doc."""\n        ### BEGIN'
        " SOLUTION\n        return 1\n        ### END SOLUTION\n"
    )
    marked = "x = 1 # SOLUTION\n# BEGIN SOLUTION\ny = 2\n# END SOLUTION\n"
    marked += '""" # BEGIN PROMPT\nz = ...\n""" # END PROMPT\nw = 3 # SOLUTION NO PROMPT'
    assert answer_text(marked) == "x = 1\ny = 2\nw = 3"
