"""Teachers' notebooks of nbgrader and Otter become assignments that hold what they promise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from support.commands import grade_here as grade
from support.teachers import HALF, graded, saved

from grader.config import load_course_assignment
from grader.errors import BadFile
from grader.examiner.client import Examiner
from grader.importing.building import Building
from grader.importing.nbgrader import read_nbgrader
from grader.importing.otter.assign import read_otter
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


def test_the_command_ends_with_the_points_and_fails_when_some_are_lost(tmp_path: Path) -> None:
    lost = [
        graded("assert half(1) == 0.5", "a", 2),
        graded(HALF, "half"),
        graded("assert half(4) == 2", "t", 3),
    ]
    notebook = saved(tmp_path, *lost)
    done = grade("import", "nbgrader", str(notebook), "--as", "hw", at=tmp_path)
    assert done.returncode == 1 and "source 5 points, imported 3 points" in done.stdout
    assert "no hidden tests in the source: half;" in done.stdout
    again = grade("import", "nbgrader", str(notebook), "--as", "hw2", "--partial", at=tmp_path)
    assert again.returncode == 0, again.stderr
