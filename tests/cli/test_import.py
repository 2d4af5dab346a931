"""`grade import`: a notebook that was written for another autograder becomes an assignment."""

from __future__ import annotations

from pathlib import Path

from support.commands import grade_here
from support.samples import ROOT

from grader.config import load_course_assignment
from grader.model import Course

NOTEBOOKS = ROOT / "tests" / "importing" / "notebooks"


def test_a_notebook_of_nbgrader_becomes_an_assignment_of_the_same_points(tmp_path: Path) -> None:
    notebook = str(NOTEBOOKS / "squares.ipynb")
    done = grade_here("import", "nbgrader", notebook, "--as", "sq", at=tmp_path)
    assert done.returncode == 0 and "next  grade record sq" in done.stdout
    assignment = load_course_assignment(Course(folder=tmp_path), "sq")
    assert f"imported {assignment.points} points" in done.stdout.replace(",", "")


def test_a_file_that_is_no_notebook_is_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "lab.ipynb").write_text("print(1)\n", encoding="utf-8")
    for service in ("nbgrader", "otter"):
        done = grade_here("import", service, "lab.ipynb", at=tmp_path)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
        assert "lab.ipynb" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["lab.ipynb"]


def test_a_notebook_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = grade_here("import", "otter", "lab.ipynb", at=tmp_path)
    assert done.returncode == 2 and "lab.ipynb" in done.stderr
