"""Tables of an LMS, as exporters get them: who is in which row, whatever the header's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import BadFile
from grader.model import Roster, Student
from grader.runs.people.lms_files import people, read_lms_file

ADA, BOB = (
    Student(id="s1", name="Ada Lovelace", email="ada@u.org"),
    Student(id="s2", name="Bob Ray", sis_id="007"),
)


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("described", "ids"),
    [
        (Student(id="", name="", email="ADA@u.org"), ["s1"]),
        (Student(id="", name="Lovelace, Ada"), ["s1"]),
        (Student(id="", name="", sis_id="7"), ["s2"]),
        (Student(id="", name="Cyn"), []),
        (Student(id="", name="Bob Ray", email="ada@u.org"), []),
    ],
    ids=["an address", "a name", "a number but for zeros", "nobody", "two at once"],
)
def test_a_row_is_somebody_s_as_a_submission_is(described: Student, ids: list[str]) -> None:
    of_class = people(Roster(students=(ADA, BOB)))
    assert of_class.students == (ADA, BOB)
    assert [each.id for each in of_class.match(described).students] == ids


def test_a_worksheet_in_any_language_has_the_numbers_of_its_rows(tmp_path: Path) -> None:
    text = "Kennung,Vollständiger Name,E-Mail\nTeilnehmer/in 7,Ada Lovelace,ada@u.org\n"
    file = read_lms_file(table(tmp_path, text))
    assert file.numbers == {2: "7"}
    (student,) = file.people().students
    assert (student.name, student.moodle_id, student.email) == ("Ada Lovelace", "7", "ada@u.org")


def test_a_canvas_table_has_people_and_no_numbers(tmp_path: Path) -> None:
    text = 'Student,ID,SIS User ID,SIS Login ID,Section\n"Lovelace, Ada",11,s1,ada,B\n'
    file = read_lms_file(table(tmp_path, text))
    assert file.numbers == {} and [each.id for each in file.people().students] == ["s1"]


def test_a_table_of_nobody_is_refused_when_people_are_asked_for(tmp_path: Path) -> None:
    file = read_lms_file(table(tmp_path, "Room,Seat\nA,1\n"))
    assert file.table.columns == ("Room", "Seat")
    with pytest.raises(BadFile, match="nothing that a roster is known by"):
        file.people()
