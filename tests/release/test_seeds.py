"""Secret seeds: drawn long, written into what a course has."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.courses import write

from grader.cli.main import cli
from grader.config import load_course_assignment
from grader.model import Course
from grader.release.seeds import SHORTEST, SecretSeeds, with_seeds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "seed = 2\n",
        "seed=2",
        "# mine\nseed = 2  # short\ngrading_seed = 3\n",
        "grading_seed = 3\nseed = 2\n",
        "# nothing yet\n",
    ],
)
def test_old_seeds_never_stay(text: str) -> None:
    told = tomllib.loads(with_seeds(text, SecretSeeds(10, 11)))
    assert told == {"seed": 10, "grading_seed": 11}
    assert ("# mine" in text) == ("# mine" in with_seeds(text, SecretSeeds(10, 11)))


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
