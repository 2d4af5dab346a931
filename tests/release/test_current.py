"""An assignment is made current before anything hangs on it, or the command to run is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import SOLUTION, write, write_course

from grader.errors import BadFile, CalledWrongly
from grader.judging.staleness import find_stale_tasks
from grader.model import Assignment, Course
from grader.release.current import make_current, need_made_files, need_made_settings

CHECK = """
@check(points=2, title="Twice")
def test_twice(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0))
"""


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    return write_course(tmp_path, checks={"a": CHECK})


def course_of(assignment: Assignment) -> Course:
    return Course(folder=assignment.folder.parent.parent)


def test_what_is_stale_is_recorded_once_and_named(assignment: Assignment) -> None:
    assert make_current(course_of(assignment), assignment) == ["a"]
    assert find_stale_tasks(assignment) == []
    assert make_current(course_of(assignment), assignment) == []


def test_a_stub_that_is_not_what_the_solution_makes_is_refused(assignment: Assignment) -> None:
    assert assignment.solutions is not None
    need_made_files(course_of(assignment), assignment)
    write(assignment.solutions / "a.py", SOLUTION.replace("2.0 * x", "x + x") + "    K = 1\n")
    with pytest.raises(CalledWrongly, match=r"^a\.py, manifest\.json in .*run `grade stubs demo`"):
        make_current(course_of(assignment), assignment)
    assert find_stale_tasks(assignment) == ["a"], "nothing was recorded"


def test_settings_that_did_not_reach_the_students_are_refused(assignment: Assignment) -> None:
    assert assignment.solutions is not None
    need_made_settings(course_of(assignment), assignment)
    settings = assignment.solutions / "assignment.toml"
    settings.write_text(settings.read_text() + '\n[policy]\nattempt = "latest"\n')
    with pytest.raises(CalledWrongly, match=r"assignment\.toml of demo: .*run `grade stubs demo`"):
        need_made_settings(course_of(assignment), assignment)


def test_points_without_a_visible_check_are_refused(tmp_path: Path) -> None:
    assignment = write_course(tmp_path, hidden={"a": CHECK})
    with pytest.raises(BadFile, match="the task has 2 visible points"):
        need_made_files(course_of(assignment), assignment)
