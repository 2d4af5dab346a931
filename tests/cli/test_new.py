"""`grade new`: an assignment that works, to be changed."""

from __future__ import annotations

from pathlib import Path

from support.commands import grade_here

from grader.config import load_course_assignment
from grader.model import Course


def test_an_empty_folder_becomes_a_course_with_an_assignment(tmp_path: Path) -> None:
    done = grade_here("new", "hw", at=tmp_path)
    assert done.returncode == 0 and "next  edit solutions/hw, then: grade build hw" in done.stdout
    assignment = load_course_assignment(Course(folder=tmp_path), "hw")
    assert assignment.id == "hw" and len(assignment.tasks) == 3


def test_each_assignment_has_secret_seeds_of_its_own(tmp_path: Path) -> None:
    for name in ("hw1", "hw2"):
        assert grade_here("new", name, at=tmp_path).returncode == 0
    first, second = (
        load_course_assignment(Course(folder=tmp_path), name) for name in ("hw1", "hw2")
    )
    assert first.hidden_seed != second.hidden_seed and first.grading_seed != second.grading_seed


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    grade_here("new", "hw", at=tmp_path)
    settings = tmp_path / "solutions" / "hw" / "assignment.toml"
    settings.write_text(mine := settings.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    done = grade_here("new", "hw", at=tmp_path)
    assert done.returncode == 2 and "hw" in done.stderr
    assert settings.read_text(encoding="utf-8") == mine


def test_a_template_that_nobody_has_is_told_with_those_there_are(tmp_path: Path) -> None:
    done = grade_here("new", "hw", "--from", "asignment", at=tmp_path)
    assert done.returncode == 2 and "assignment" in done.stderr
    assert not (tmp_path / "solutions").exists()
