"""`grade stubs`: what students get follows the solutions."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import numpy_course
from support.commands import grade_here


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return numpy_course(tmp_path / "course")


def test_what_changed_is_made_and_a_second_run_finds_it_done(course: Path) -> None:
    handout = course / "solutions" / "tiny" / "handout.md"
    handout.write_text(handout.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    done = grade_here("stubs", "tiny", at=course)
    assert done.stdout.splitlines()[0] == "made  assignments/tiny/handout.md"
    assert "One more line." in (course / "assignments" / "tiny" / "handout.md").read_text()
    again = grade_here("stubs", "tiny", at=course)
    assert again.stdout == "assignments/tiny is what solutions/tiny makes; nothing changed\n"


def test_a_stub_that_was_edited_is_made_again(course: Path) -> None:
    stub = course / "assignments" / "tiny" / "running_mean.py"
    stub.write_text(before := stub.read_text(encoding="utf-8"), encoding="utf-8")
    stub.write_text(before.replace("def", "def  ", 1), encoding="utf-8")
    assert grade_here("stubs", "tiny", at=course).returncode == 0
    assert stub.read_text(encoding="utf-8") == before


def test_without_solutions_it_is_one_sentence(course: Path) -> None:
    done = grade_here("stubs", "tinny", at=course)
    assert done.returncode == 2 and "tinny" in done.stderr and len(done.stderr.splitlines()) == 1
