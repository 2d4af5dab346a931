"""`### BEGIN HIDDEN TESTS`.

One check file is the source of the visible and of the hidden checks.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import write, write_course

from grader.config import load_course_assignment
from grader.errors import BadFile
from grader.examiner.client import Examiner
from grader.files.markers import without_hidden
from grader.model import Course
from grader.release.making import make_files, write_files
from grader.runs.recording import record, reference_submission

PATH = Path("test_a.py")
BEGIN, END = "### BEGIN HIDDEN TESTS\n", "### END HIDDEN TESTS\n"
SOURCE = f'''"""Checks of a."""

from grader.checking import check


@check(points=1, title="Seen")
def test_seen(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0))


{BEGIN}
@check(points=1, title="Unseen")
def test_unseen(student, reference, rng, compare):
    compare.equal(student.f(5.0), reference.f(5.0))
{END}'''


def test_the_visible_file_is_the_rest() -> None:
    visible = without_hidden(PATH, SOURCE)
    assert visible == SOURCE[: SOURCE.index("\n\n### BEGIN")]
    assert without_hidden(PATH, visible) is None


def test_both_kinds_are_recorded_and_judged_from_one_source(tmp_path: Path) -> None:
    assignment = write_course(tmp_path)
    course = Course(folder=tmp_path)
    settings = course.solutions / "demo" / "assignment.toml"
    write(settings, settings.read_text().replace("hidden_points = 0", "hidden_points = 1"))
    write(course.solutions / "demo" / "checks" / "test_a.py", SOURCE)
    assert "checks/test_a.py" in write_files(course, "demo")
    assignment = load_course_assignment(course, "demo")
    assert [path.parent.parent.parent.parent.name for path in record(assignment)] == [
        "assignments",
        "solutions",
    ]
    with Examiner(assignment) as examiner:
        result = examiner.judge(reference_submission(assignment))
    assert [(check.id, check.hidden, check.earned) for check in result.checks] == [
        ("a::seen", False, 1),
        ("a::unseen", True, 1),
    ]


def test_hidden_tests_in_a_task_s_file_are_told(tmp_path: Path) -> None:
    write_course(tmp_path)
    path = tmp_path / "solutions" / "demo" / "a.py"
    path.write_text(path.read_text() + "\n\n" + BEGIN + END, encoding="utf-8")
    with pytest.raises(
        BadFile, match=r"a\.py:7: there is no region of hidden tests in this kind of file"
    ):
        make_files(Course(folder=tmp_path), "demo")


def test_a_model_answer_makes_way_for_the_student_s(tmp_path: Path) -> None:
    write(
        tmp_path / "solutions" / "demo" / "essay.md",
        "# Essay\n\n### BEGIN SOLUTION\nSecret.\n### END SOLUTION\n",
    )
    course = Course(folder=tmp_path)
    write_course(
        tmp_path,
        settings='id = "demo"\nseed = 1\n[[tasks]]\nid = "essay"\nfile = "essay.md"\npoints = 1\n',
    )
    assert (
        make_files(course, "demo")["essay.md"]
        == b"# Essay\n\nReplace this line with your answer.\n"
    )
