"""`grade verify` shows one row per proof; what is proved is tested with the room that proves it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.commands import grade_here


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return numpy_course(tmp_path_factory.mktemp("verify") / "course")


def test_a_part_is_proved_alone_as_rows_or_as_json(course: Path) -> None:
    rows = grade_here("verify", "tiny", "--only", "points", "-j", "1", at=course).stdout
    assert "reference" in rows and "earns 4 of 4" in rows
    done = grade_here("verify", "tiny", "--only", "points", "-j", "1", "--json", at=course)
    proof = json.loads(done.stdout)
    assert proof["schema"] == "tensorgrade/proof/1" and proof["passed"] is (done.returncode == 0)
    assert {row["proof"] for row in proof["rows"]} == {"reference", "stub"}


def test_a_part_that_there_is_not_is_told_with_those_there_are(course: Path) -> None:
    done = grade_here("verify", "tiny", "--only", "mutant", at=course)
    assert done.returncode == 2 and "mutants" in done.stderr


def test_a_picture_that_cannot_be_written_is_one_sentence(course: Path) -> None:
    picture = str(course / "none" / "x.svg")
    (course / "none").write_text("in the way")
    done = grade_here(
        *("verify", "tiny", "--only", "points", "-j", "1", "--plot", picture), at=course
    )
    assert done.returncode == 2 and "cannot be written" in done.stderr
