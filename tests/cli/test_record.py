"""`grade record`: the reference's answers are written down, and named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.commands import grade_here


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return numpy_course(tmp_path / "course")


def read_transcripts(course: Path) -> dict[Path, str]:
    """The transcripts, without the time that recording them took."""
    return {
        path: re.sub(r'"seconds": [\d.e-]+', "", path.read_text(encoding="utf-8"))
        for path in course.rglob("transcripts/*.json")
    }


def test_every_transcript_is_written_and_named(course: Path) -> None:
    before = read_transcripts(course)
    for path in before:
        path.unlink()
    done = grade_here("record", "tiny", at=course)
    assert done.returncode == 0 and before
    assert read_transcripts(course) == before
    for path in before:
        assert f"recorded  {path.relative_to(course)}" in done.stdout


def test_a_reference_that_fails_its_own_check_is_refused_and_the_old_answers_stay(
    course: Path,
) -> None:
    before = read_transcripts(course)
    check = course / "assignments" / "tiny" / "checks" / "test_running_mean.py"
    with check.open("a", encoding="utf-8") as file:
        file.write("\n\n@check(points=0, title='No')\ndef test_no(student): raise ValueError\n")
    done = grade_here("record", "tiny", at=course)
    assert done.returncode != 0 and "test_running_mean" in done.stderr + done.stdout
    assert read_transcripts(course) == before


def test_an_assignment_that_is_not_there_is_one_sentence(course: Path) -> None:
    done = grade_here("record", "tinny", at=course)
    assert done.returncode == 2 and "tinny" in done.stderr and len(done.stderr.splitlines()) == 1
