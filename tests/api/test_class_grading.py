"""Grading a folder into a gradebook: everybody has a result, and what was graded stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.downloads import roster, written

from grader.api.class_grading import ClassGrading
from grader.config import load_course_assignment
from grader.evidence.evidence_folder import evidence_folder
from grader.gradebook import Gradebook
from grader.gradebook.sqlite import SqliteGradebook
from grader.model import BatchEnd, Course, Result
from grader.points import overall_status
from grader.runs.locking import choose_level


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = numpy_course(tmp_path_factory.mktemp("course") / "course")
    roster(folder)
    return Course(folder=folder)


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    book = SqliteGradebook(tmp_path / "gradebook.sqlite")
    yield book
    book.close()


@pytest.fixture
def grading(course: Course, gradebook: Gradebook, tmp_path: Path) -> ClassGrading:
    return ClassGrading(
        course=course,
        assignment=load_course_assignment(course, "tiny"),
        gradebook=gradebook,
        evidence=evidence_folder(tmp_path / "gradebook.sqlite"),
        tasks=(),
        workers=1,
        level=choose_level(trusted=True),
    )


def test_everybody_has_a_result_and_a_second_run_judges_nothing(
    grading: ClassGrading, gradebook: Gradebook, course: Course, tmp_path: Path
) -> None:
    right = (course.solutions / "tiny" / "running_mean.py").read_bytes()
    folder = written(tmp_path / "class", {"s001/running_mean.py": right})
    seen: list[Result] = []
    results = grading.results(folder, seen.append)
    assert list(results) == seen
    states = {each.submission.name: overall_status(each.tasks).value for each in results}
    assert states == {"s001": "graded", **dict.fromkeys(("s002", "s003", "s004"), "not_submitted")}
    (progress,) = gradebook.progress("tiny")
    assert (progress.total, progress.done, progress.end) == (4, 4, BatchEnd.FINISHED)
    (batch,) = gradebook.batches("tiny")
    assert batch.submissions == str(folder) and batch.by

    again = grading.results(folder, lambda result: None)
    assert again == results and len(gradebook.history("tiny", "s001")) == 1


def test_what_a_program_raises_meanwhile_ends_the_batch_with_its_trouble(
    grading: ClassGrading, gradebook: Gradebook, tmp_path: Path
) -> None:
    def fail(result: Result) -> None:
        raise ZeroDivisionError("the program's own")

    folder = written(tmp_path / "class", {"broken.zip": b"PK\x03\x04"})
    with pytest.raises(ZeroDivisionError):
        grading.results(folder, fail)
    (progress,) = gradebook.progress("tiny")
    assert (progress.end, progress.trouble) == (BatchEnd.FAILED, "the program's own")
