"""`grade seeds`: new secret seeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.classes import numpy_course
from support.commands import grade_here
from support.courses import write

from grader.cli.main import cli
from grader.config import load_course_assignment
from grader.model import Course
from grader.release.seeds import SHORTEST


def test_new_seeds_are_drawn_for_an_assignment(tmp_path: Path) -> None:
    run = CliRunner().invoke
    course = ["--course", str(tmp_path)]
    assert run(cli, ["new", "hw", *course]).exit_code == 0
    write(tmp_path / "solutions" / "hw" / "hidden.toml", "seed = 2\n")
    result = run(cli, ["seeds", "hw", *course])
    assert (result.exit_code, result.output) == (
        0,
        "drawn  solutions/hw/hidden.toml\nnext  grade record hw\n",
    )
    assignment = load_course_assignment(Course(folder=tmp_path), "hw")
    drawn = (assignment.hidden_seed, assignment.grading_seed)
    assert all(seed is not None and seed >= SHORTEST for seed in drawn) and drawn[0] != drawn[1]


def test_seeds_that_are_not_there_are_drawn_anew(tmp_path: Path) -> None:
    run, course = CliRunner().invoke, ["--course", str(tmp_path)]
    assert run(cli, ["new", "hw", *course]).exit_code == 0
    (tmp_path / "solutions" / "hw" / "hidden.toml").unlink()
    told = run(cli, ["record", "hw", *course])
    assert told.exit_code and "grade seeds hw" in told.output
    assert run(cli, ["seeds", "hw", *course]).exit_code == 0
    assert load_course_assignment(Course(folder=tmp_path), "hw").hidden_seed


@pytest.mark.parametrize("command", ["seeds", "stubs", "build"])
def test_nothing_is_made_of_an_assignment_that_is_not_there(tmp_path: Path, command: str) -> None:
    course = numpy_course(tmp_path / "course")
    done = grade_here(command, "tinny", at=course)
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no assignment 'tinny'; there is tiny" in done.stderr
    assert not (course / "solutions" / "tinny").exists()


def test_without_solutions_nothing_is_drawn(tmp_path: Path) -> None:
    done = grade_here("seeds", "hw", at=tmp_path)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1 and not [*tmp_path.iterdir()]
