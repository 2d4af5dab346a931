"""An assignment that a program opens: what it says of itself, work graded for it."""

from pathlib import Path

import pytest
from support.classes import numpy_course

from grader import CourseAssignment, open_assignment


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return numpy_course(tmp_path_factory.mktemp("course") / "course")


@pytest.fixture(scope="module")
def assignment(course: Path) -> CourseAssignment:
    return open_assignment(course=course)


def test_an_assignment_says_what_it_is(assignment: CourseAssignment) -> None:
    assert assignment.name == "tiny" and assignment.title
    assert assignment.tasks == ("running_mean", "rescale", "reflection")
