"""A course with several assignments: a command that needs one says so, and names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.samples import ROOT, SAMPLES

from grader.config import load_course_assignment
from grader.model import Course
from grader.release.seeds import SecretSeeds
from grader.release.starting import find_template, start_assignment

COMMANDS = (
    ("batch", str(SAMPLES / "class")),
    ("one", str(SAMPLES / "class" / "chen-wei")),
    ("intake", str(SAMPLES / "class")),
    ("marks", "export"),
    ("gradebook", "show"),
    ("gradebook", "history", "chen-wei"),
    ("export", "csv"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_asks_which_assignment_is_meant(command: tuple[str, ...]) -> None:
    done = grade(*command, at=ROOT)
    assert done.returncode == 2 and done.stdout == ""
    assert "which assignment?" in done.stderr and "attention, layers, rnn" in done.stderr
    assert "--assignment" in done.stderr and "Traceback" not in done.stderr


def test_a_new_assignment_is_made_beside_others(tmp_path: Path) -> None:
    course = Course(folder=tmp_path)
    for name, template in (("one", "assignment"), ("two", "layers"), ("three", "module")):
        start_assignment(
            course, name, find_template(course, template), seed=1, secret=SecretSeeds(2)
        )
    tasks = {
        name: [task.id for task in load_course_assignment(course, name).tasks]
        for name in ("one", "two", "three")
    }
    assert tasks == {
        "one": ["standardize", "fit_line", "answers"],
        "two": ["sigmoid"],
        "three": ["perceptron"],
    }
