"""An edit of a teacher's is noticed; what commands write themselves is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.courses import write, write_course

from grader.model import Assignment, Course
from grader.release.edits import take_snapshot


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    return write_course(tmp_path, checks={"a": "x = 1\n"})


def seen(assignment: Assignment) -> dict[str, tuple[int, int]]:
    course = Course(folder=assignment.folder.parent.parent)
    files = take_snapshot(course, "demo")
    return {path.relative_to(course.folder).as_posix(): stamp for path, stamp in files.items()}


def test_all_that_a_teacher_edits_is_watched_and_nothing_that_is_made_of_it(
    assignment: Assignment,
) -> None:
    assert sorted(seen(assignment)) == [
        "assignments/demo/checks/test_a.py",
        *(f"solutions/demo/{name}" for name in ("a.py", "assignment.toml", "handout.md")),
        "solutions/demo/hidden.toml",
    ]


@pytest.mark.parametrize("edit", ["longer", "later", "new", "gone"])
def test_any_edit_shows(assignment: Assignment, edit: str) -> None:
    assert assignment.solutions is not None
    path, before = assignment.solutions / "a.py", seen(assignment)
    if edit == "longer":
        path.write_text(path.read_text() + "\n")
    elif edit == "later":
        os.utime(path, (1, 1))
    elif edit == "new":
        write(assignment.solutions / "wrong" / "a" / "one.py", "x = 1\n")
    else:
        path.unlink()
    assert seen(assignment) != before


@pytest.mark.parametrize(
    "name", ["checks/transcripts/a.json", "__pycache__/a.pyc", "proof.json", "checks/mistakes/a"]
)
def test_what_commands_write_is_no_edit(assignment: Assignment, name: str) -> None:
    assert assignment.solutions is not None
    before = seen(assignment)
    write(assignment.solutions / name, "made")
    assert seen(assignment) == before


def test_an_assignment_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert take_snapshot(Course(folder=tmp_path), "none") == {}
