"""What goes back into Moodle, read by a reader that keeps to its documented rules."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from support.classes import HELD, NOON, handed_in
from support.lms import (
    ENGLISH,
    GERMAN,
    HEADER,
    IN_GERMAN,
    TINY,
    WORKSHEET,
    grades,
    table,
)
from support.readers import Moodle

from grader.errors import BadFile
from grader.exporters.contract import ClassRecords, People, StudentRecord
from grader.exporters.moodle import EXPORTER, feedback_zip, moodle_worksheet


def test_moodle_takes_new_numbers_and_feedback_that_is_there_stays(
    tmp_path: Path, roster: People
) -> None:
    course = Moodle(ENGLISH, 12.0, {11: None, 12: 11.0, 13: None, 14: 5.0}, {12: "by hand, keep"})
    given = grades(s001="2.5", s002="4", s003="4", s004=None)
    made = moodle_worksheet(given, table(tmp_path, WORKSHEET), roster)
    course.upload(made.content)
    assert course.grades == {11: 10.5, 12: 12.0, 13: None, 14: 5.0}
    assert course.feedback == {11: "", 12: "by hand, keep"}
    assert made.content.decode().split("\r\n")[0] == HEADER
    said = "\n".join(made.left_out)
    assert "王伟: Moodle says that the grade cannot be changed" in said
    assert "José García: not submitted, no number is written; 5.00 stays there" in said


def test_a_worksheet_in_another_language_is_filled_in(tmp_path: Path, roster: People) -> None:
    course = Moodle(IN_GERMAN, 12.0, {11: None, 12: 11.0})
    made = moodle_worksheet(grades(s001="2.5", s002="3"), table(tmp_path, GERMAN), roster)
    course.upload(made.content)
    assert course.grades == {11: 10.5, 12: 11.0} and made.rows == 1
    assert (
        '"10,5"' in made.content.decode()
        and made.content.decode().split("\r\n")[0] == GERMAN.split("\n")[0]
    )


def test_points_above_moodle_s_most_are_not_written_and_said(
    tmp_path: Path, roster: People
) -> None:
    made = moodle_worksheet(
        grades(s001="4"), table(tmp_path, WORKSHEET.replace("12.00", "10.00")), roster
    )
    assert made.rows == 0 and "Ada Lovelace: 12 is above the 10.00" in made.left_out[0]


def test_the_feedback_zip_has_a_page_for_each_participant_that_has_one(
    tmp_path: Path, roster: People
) -> None:
    course = Moodle(ENGLISH, 12.0, {11: None, 12: None, 13: None, 14: None})
    text = WORKSHEET.replace("Bob O'Neil", "Bob_7_O/Neil")
    given = grades(s001="4", s002="4", s004=None)
    course.upload_feedback(
        feedback_zip(
            given, table(tmp_path, text), roster, {"s001": b"<p>a</p>", "s002": b"<p>b</p>"}
        )
    )
    assert course.files == {(11, "feedback.html"): b"<p>a</p>", (12, "feedback.html"): b"<p>b</p>"}


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        ("a,b,c\n1x,2,3\n", None, "it is no grading worksheet of Moodle"),
        (WORKSHEET, "Note", "it has no column 'Note'"),
        (
            GERMAN.replace('"12,00"', ""),
            None,
            "its column for grades cannot be told; name it with --column",
        ),
    ],
)
def test_a_worksheet_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, text: Any, column: str | None, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence):
        moodle_worksheet([], table(tmp_path, text), None, column)


@pytest.mark.parametrize("cell", ["No", "no"])
def test_a_grade_that_cannot_be_changed_is_left(tmp_path: Path, cell: str) -> None:
    text = WORKSHEET.replace(",Yes,", f",{cell},")
    made = moodle_worksheet(grades(**{"Ada Lovelace": "4"}), table(tmp_path, text), None)
    assert made.rows == 0
    assert made.left_out == ("Ada Lovelace: Moodle says that the grade cannot be changed",)


def test_a_column_that_is_named_is_filled_in(tmp_path: Path, roster: People) -> None:
    named = moodle_worksheet(
        grades(s001="2.5"), table(tmp_path, GERMAN), roster, "Feedback als Kommentar"
    )
    assert named.content.decode().split("\r\n")[1].endswith(",10.5")
    told = moodle_worksheet(grades(s001="2.5"), table(tmp_path, GERMAN), roster, "Bewertung")
    assert '"10,5","12,00"' in told.content.decode()


def test_two_columns_that_could_be_the_one_for_grades_are_told(tmp_path: Path) -> None:
    text = GERMAN.replace("Status", "Note").replace("Abgegeben", '"3,0"')
    text = text.replace("E-Mail-Adresse", "Alt").replace("ada@example.org", "1")
    text = text.replace("bob@example.org", "2")
    with pytest.raises(BadFile, match="its column for grades cannot be told"):
        moodle_worksheet([], table(tmp_path, text), None)


def test_without_grades_only_the_header_is_left(tmp_path: Path) -> None:
    made = moodle_worksheet([], table(tmp_path, WORKSHEET), None)
    assert (made.rows, made.left_out) == (0, ())
    assert made.content.decode().split("\r\n") == [HEADER, ""]


def test_a_participant_without_a_page_has_no_folder(tmp_path: Path, roster: People) -> None:
    names = {"s001": b"a"}
    content = feedback_zip(grades(s001="4", s002="4"), table(tmp_path, WORKSHEET), roster, names)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["Ada Lovelace_11_assignfeedback_file/feedback.html"]


def test_a_class_goes_out_as_the_worksheet_and_the_zip_beside_it(
    tmp_path: Path, roster: People
) -> None:
    given = [
        StudentRecord(grade=each, result=handed_in(each.student.id))
        for each in grades(s001="4", s002=HELD)
    ]
    class_ = ClassRecords(
        assignment=TINY,
        records=tuple(given),
        exported=NOON,
        page=lambda record: record.submission.encode(),
        roster=roster,
        tables={"worksheet": table(tmp_path, WORKSHEET)},
    )
    exported = EXPORTER.files(class_)
    assert sorted(exported.files) == ["moodle-feedback.zip", "moodle.csv"]
    assert exported.summary == "1 new grade"
    # What is held has no page: nothing is said before there is a grade.
    with zipfile.ZipFile(io.BytesIO(exported.files["moodle-feedback.zip"])) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [b"s001"]
