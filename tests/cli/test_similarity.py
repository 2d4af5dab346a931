"""`grade similarity` as a TA runs it: from the folder of the last batch, with earlier years."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from support.classes import NOON, tiny_course
from support.commands import grade_here

from grader.gradebook.sqlite import SqliteGradebook
from grader.model import BatchRecord, Policy

CODE = """
def running_mean(values):
    total, means = 0.0, []
    for step, value in enumerate(values):
        total = total + value
        means.append(total / (step + 1))
        if step > 100 and value is None:
            break
    return [float(mean) for mean in means]
"""


def hand_in(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "running_mean.py").write_text(text, encoding="utf-8")
    return folder


def remembered(path: Path, folder: Path | str) -> Path:
    """A gradebook whose last batch read that folder."""
    book = SqliteGradebook(path)
    book.remember_batch(
        BatchRecord(assignment="tiny", began=NOON, policy=Policy(), submissions=str(folder))
    )
    book.close()
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    made = tiny_course(tmp_path / "course")
    hand_in(tmp_path / "work", ada=CODE, bob=CODE.replace("total", "t"), cyn="x = 1\n")
    remembered(made / "gradebook.sqlite", tmp_path / "work")
    return made


def similarity(course: Path, *arguments: str) -> CompletedProcess[str]:
    return grade_here("similarity", *arguments, at=course)


def test_the_work_of_the_last_batch_is_compared_and_a_page_is_written(course: Path) -> None:
    done = similarity(course, "tiny")
    assert done.returncode == 0 and "100 %  ada and bob" in done.stdout
    assert "ada" in (course / "similarity.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["folder", "gradebook"])
def test_earlier_years_are_folders_or_gradebooks(course: Path, tmp_path: Path, kind: str) -> None:
    place = hand_in(tmp_path / "2025", old=CODE)
    if kind == "gradebook":
        place = remembered(tmp_path / "2025.sqlite", place)
    told = json.loads(similarity(course, "tiny", "--json", "--earlier", str(place)).stdout)
    assert told["schema"] == "tensorgrade/similarity/1"
    pairs = told["tasks"][0]["pairs"]
    assert {(each["right"]["name"], each["right"]["source"]) for each in pairs} == {
        ("bob", ""),
        ("old", place.name),
    }
    assert not (course / "similarity.html").exists()


def test_where_the_work_lies_must_be_known(course: Path, tmp_path: Path) -> None:
    for folder, sentence in ((tmp_path / "gone", "is not there any more"), ("", "does not say")):
        (course / "gradebook.sqlite").unlink()
        remembered(course / "gradebook.sqlite", folder)
        done = similarity(course, "tiny")
        assert done.returncode == 2 and sentence in " ".join(done.stderr.split())
    assert similarity(course, "tiny", "--submissions", str(tmp_path / "work")).returncode == 0
