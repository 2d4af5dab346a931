"""Checks and transcripts that do not belong together are never used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.courses import TINY
from support.processes import submission

from grader.checking.answerers.transcripts import load_transcripts
from grader.config import load_assignment, load_course_assignment
from grader.errors import BadFile, NotReleased
from grader.examiner.client import Examiner
from grader.judging.staleness import find_stale_tasks
from grader.model import Assignment, Course
from grader.runs.recording import keep_fresh


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The tiny course, to be changed."""
    shutil.copytree(TINY.folder, tmp_path / "tiny")
    return Course(folder=tmp_path / "tiny")


def visible(course: Course) -> Path:
    return course.assignments / "tiny"


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def transcript(course: Course) -> Path:
    return visible(course) / "checks" / "transcripts" / "running_mean.json"


CHANGES: dict[str, tuple[Callable[[Course], object], list[str]]] = {
    "a check file": (
        lambda c: replaced(visible(c) / "checks" / "test_running_mean.py", "3.0, 8.0", "3.0, 9.0"),
        ["running_mean"],
    ),
    "a hidden check file": (
        lambda c: replaced(
            c.solutions / "tiny" / "checks" / "test_rescale.py", "Stay in", "Remain in"
        ),
        ["rescale"],
    ),
    "a reference file": (
        lambda c: replaced(c.solutions / "tiny" / "rescale.py", "each row's", "a row's"),
        ["running_mean", "rescale"],
    ),
    "the seed": (
        lambda c: replaced(visible(c) / "assignment.toml", "seed = 11", "seed = 12"),
        ["running_mean", "rescale"],
    ),
    "the hidden seed": (
        lambda c: replaced(c.solutions / "tiny" / "hidden.toml", "23", "24"),
        ["running_mean", "rescale"],
    ),
    "the names that a task defines": (
        lambda c: replaced(visible(c) / "assignment.toml", '["Rescale"]', '["Rescale", "x"]'),
        ["rescale"],
    ),
    "a transcript that is gone": (lambda c: transcript(c).unlink(), ["running_mean"]),
    "nothing": (lambda c: None, []),
    "a title": (
        lambda c: replaced(visible(c) / "assignment.toml", "Means and scales", "Means"),
        [],
    ),
    "a limit": (
        lambda c: replaced(
            visible(c) / "assignment.toml", "check_seconds = 5", "check_seconds = 9"
        ),
        [],
    ),
    "line ends, as Windows checks them out": (
        lambda c: [
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
            for path in c.folder.rglob("*.py")
        ],
        [],
    ),
    "the versions that recorded": (
        lambda c: replaced(transcript(c), '"numpy": "', '"numpy": "9.'),
        [],
    ),
}


@pytest.mark.parametrize(("change", "stale"), cases(CHANGES))
def test_what_makes_a_transcript_stale(course: Course, change: Any, stale: Any) -> None:
    change(course)
    assert find_stale_tasks(load_course_assignment(course, "tiny")) == stale


def judged(assignment: Assignment) -> str:
    """What the examiner says when it is asked to judge.

    No server is warmed, since nothing is run.
    """
    with Examiner(assignment, tasks=("none",)) as examiner, pytest.raises(NotReleased) as caught:
        examiner.judge(
            submission(running_mean_py="def running_mean(v): ..."), tasks=("running_mean",)
        )
    return str(caught.value)


def test_staff_are_told_to_record_anew_and_nothing_is_judged(course: Course) -> None:
    CHANGES["a check file"][0](course)
    said = judged(load_course_assignment(course, "tiny"))
    assert (
        "test_running_mean.py: it is not the check file that its transcript was made from" in said
    )
    assert "so nothing was judged; run `grade record tiny`" in said


def test_students_are_told_to_take_the_files_as_they_were(course: Course) -> None:
    CHANGES["a check file"][0](course)
    assert "take the assignment's files as they were handed out" in judged(
        load_assignment(visible(course))
    )


def test_a_missing_transcript_is_told(course: Course) -> None:
    transcript(course).unlink()
    assert "there is no transcript for test_running_mean.py" in judged(
        load_assignment(visible(course))
    )


def test_what_is_stale_is_recorded_anew_and_nothing_else(course: Course) -> None:
    assignment = load_course_assignment(course, "tiny")
    replaced(visible(course) / "checks" / "test_running_mean.py", "3.0, 8.0", "3.0, 9.0")
    kept = (visible(course) / "checks" / "transcripts" / "rescale.json").stat().st_mtime_ns
    assert keep_fresh(assignment) == ["running_mean"]
    assert find_stale_tasks(assignment) == [] and keep_fresh(assignment) == []
    assert (visible(course) / "checks" / "transcripts" / "rescale.json").stat().st_mtime_ns == kept


@pytest.mark.parametrize(
    ("content", "sentence"),
    cases(
        {
            "nothing": ("", "this is not a transcript"),
            "no JSON": ("{", "this is not a transcript"),
            "something else": ("[1]", "this is not a transcript"),
            "nested too deeply": ("[" * 100_000, "this is not a transcript"),
            "another format": (None, "transcript format 99 is not"),
        }
    ),
)
def test_a_damaged_transcript_has_a_sentence(
    course: Course, content: str | None, sentence: str
) -> None:
    whole = json.loads(transcript(course).read_text(encoding="utf-8"))
    transcript(course).write_text(
        json.dumps({**whole, "format": 99}) if content is None else content, encoding="utf-8"
    )
    with pytest.raises(BadFile) as caught:
        load_transcripts(transcript(course))
    assert sentence in str(caught.value) and "running_mean.json" in str(caught.value)


def test_hidden_checks_packed_without_the_reference_are_run(course: Course) -> None:
    """As in Gradescope's zip: what is not there cannot have changed."""
    for path in (course.solutions / "tiny").glob("*.py"):
        path.unlink()
    assert find_stale_tasks(load_assignment(visible(course), course.solutions / "tiny")) == []
