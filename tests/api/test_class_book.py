"""A gradebook that a program reads: records, marks, who fails alike, exports, errors."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from support.classes import handed_in, marked, override, tiny_course
from support.gradebooks import fill

from grader import CalledWrongly, ClassBook, CourseAssignment, GraderError, open_assignment
from grader.gradebook.sqlite import SqliteGradebook


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tiny_course(tmp_path_factory.mktemp("course") / "course")
    fill(folder, decisions=marked(handed_in("ada"), why="2", example="1"))
    return folder


@pytest.fixture(scope="module")
def assignment(course: Path) -> CourseAssignment:
    return open_assignment(course=course)


@pytest.fixture
def book(assignment: CourseAssignment) -> Iterator[ClassBook]:
    with assignment.gradebook() as opened:
        yield opened


def test_records_are_those_of_everybody_with_the_grade(book: ClassBook) -> None:
    points = {record.submission: record.grade.raw for record in book.records()}
    assert points == {"ada": 12, "bob": 4, "cyn": None, "dan": None, "王小明": 0}
    assert book.record("ada").grade.adjusted == 12


def test_marks_are_by_task_and_criterion(book: ClassBook) -> None:
    assert book.marks("ada") == {"reflection": {"why": Decimal(2), "example": Decimal(1)}}
    assert book.marks("bob") == {"reflection": {"why": None, "example": None}}


def test_what_somebody_writes_meanwhile_is_read(book: ClassBook, course: Path) -> None:
    before = book.record("bob").grade.raw
    other = SqliteGradebook(course / "gradebook.sqlite")
    other.decide([override("1", student="bob")])
    other.close()
    assert before == 4 and book.record("bob").grade.raw == 1


def test_an_export_is_that_of_the_command(book: ClassBook, tmp_path: Path) -> None:
    (path,) = book.export("csv", tmp_path)
    with path.open(encoding="utf-8", newline="") as table:
        rows = {row["student"]: row["adjusted"] for row in csv.DictReader(table)}
    assert rows["ada"] == "12" and rows["cyn"] == "held"
    pages = book.export("pages", tmp_path / "pages")
    assert {each.stem for each in pages} == set(rows)


@pytest.mark.parametrize(
    ("exporter", "options", "told"),
    [
        ("excel", {}, "there is no exporter 'excel'; there are"),
        ("csv", {"colour": "red"}, "has no option 'colour'; its options are none"),
        ("canvas", {}, "to be told"),
    ],
)
def test_an_export_that_cannot_be_has_a_sentence(
    book: ClassBook, tmp_path: Path, exporter: str, options: dict[str, str], told: str
) -> None:
    with pytest.raises(CalledWrongly, match=told):
        book.export(exporter, tmp_path, options)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_there_has_a_sentence(
    assignment: CourseAssignment, book: ClassBook, course: Path, tmp_path: Path
) -> None:
    with pytest.raises(CalledWrongly, match="no submission of 'zoe'"):
        book.record("zoe")
    with pytest.raises(CalledWrongly, match="is not in a course"):
        open_assignment(course=tmp_path)
    with pytest.raises(CalledWrongly, match="no assignment 'large'"):
        open_assignment("large", course=course)
    with pytest.raises(CalledWrongly, match="there is no gradebook at"):
        assignment.gradebook(tmp_path / "none.sqlite")
    (tmp_path / "broken.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(GraderError):
        assignment.gradebook(tmp_path / "broken.sqlite")
    with pytest.raises(CalledWrongly, match="does not exist"):
        book.grade_folder(tmp_path / "nowhere", trust_submissions=True)
