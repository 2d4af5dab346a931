"""`grade one`: a single submission, shown or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.commands import grade_here
from support.courses import TINY

RIGHT = (TINY.solutions / "tiny" / "running_mean.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return numpy_course(tmp_path_factory.mktemp("one") / "course")


def test_the_result_of_a_file_is_json_and_nothing_else(course: Path) -> None:
    (course / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    done = grade_here("one", "running_mean.py", "--json", at=course)
    result = json.loads(done.stdout)
    (task,) = [each for each in result["tasks"] if each["id"] == "running_mean"]
    assert task["earned"] == task["possible"]
    assert not (course / "gradebook.sqlite").exists(), "one submission is shown and not kept"


def test_what_cannot_be_read_is_said_and_nothing_is_guessed(course: Path) -> None:
    (course / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    done = grade_here("one", "broken.zip", at=course)
    assert done.returncode != 0 and "broken" in done.stdout + done.stderr


def test_what_is_not_there_is_one_sentence(course: Path) -> None:
    done = grade_here("one", "nobody", at=course)
    assert done.returncode == 2 and "nobody" in done.stderr and len(done.stderr.splitlines()) == 1
