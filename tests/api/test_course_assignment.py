"""An assignment that a program opens: what it says of itself, work graded for it."""

import shutil
from pathlib import Path

import pytest
from support.classes import numpy_course

from grader import CalledWrongly, CourseAssignment, open_assignment


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return numpy_course(tmp_path_factory.mktemp("course") / "course")


@pytest.fixture(scope="module")
def assignment(course: Path) -> CourseAssignment:
    return open_assignment(course=course)


def test_an_assignment_says_what_it_is(assignment: CourseAssignment) -> None:
    assert assignment.name == "tiny" and assignment.title
    assert assignment.tasks == ("running_mean", "reflection")


def test_it_is_named_or_the_only_one(course: Path, tmp_path: Path) -> None:
    assert open_assignment("tiny", course=course / "solutions").name == "tiny"
    shutil.copytree(course, tmp_path / "two")
    shutil.copytree(course / "assignments" / "tiny", tmp_path / "two" / "assignments" / "zebra")
    with pytest.raises(CalledWrongly, match="has tiny, zebra; give its name"):
        open_assignment(course=tmp_path / "two")


def test_a_folder_in_no_course_has_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly, match="is not in a course"):
        open_assignment(course=tmp_path)


def test_one_submission_is_graded_with_the_hidden_checks_and_nothing_is_kept(
    assignment: CourseAssignment, course: Path
) -> None:
    work = course / "work" / "running_mean.py"
    work.parent.mkdir()
    shutil.copy(course / "solutions" / "tiny" / "running_mean.py", work)
    result = assignment.grade(work)
    assert result.earned == 4 and result.undecided == 0
    assert any(check.hidden for check in result.checks)
    assert not (course / "gradebook.sqlite").exists()


def test_work_that_cannot_be_read_is_held(assignment: CourseAssignment, tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and nothing more")
    result = assignment.grade(tmp_path / "broken.zip")
    assert result.held and result.earned is None


def test_a_gradebook_is_the_course_s_or_the_one_that_is_named(
    assignment: CourseAssignment, course: Path, tmp_path: Path
) -> None:
    with pytest.raises(CalledWrongly, match="there is no gradebook at"):
        assignment.gradebook()
    with assignment.gradebook(tmp_path / "own.sqlite", new=True) as book:
        assert book.records() == ()
    assert (tmp_path / "own.sqlite").is_file() and not (course / "gradebook.sqlite").exists()


def test_settings_that_students_do_not_have_yet_are_told(course: Path, tmp_path: Path) -> None:
    shutil.copytree(course, tmp_path / "course")
    path = tmp_path / "course" / "solutions" / "tiny" / "assignment.toml"
    path.write_text(f"{path.read_text('utf-8')}\n[policy]\nlate_days = 2\n", "utf-8")
    with pytest.raises(CalledWrongly, match="run `grade stubs tiny`"):
        open_assignment(course=tmp_path / "course").gradebook(new=True)
