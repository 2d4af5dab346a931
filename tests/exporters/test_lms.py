"""What goes back into Canvas and Moodle, read by readers that keep to their documented rules."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.classes import HELD, handed_in, marked, policy
from support.downloads import ROSTER
from support.lms import ENGLISH, GRADEBOOK, HEADER, WORKSHEET, canvas
from support.readers import Moodle

from grader.errors import BadFile
from grader.exporters.canvas import canvas_from_gradebook, canvas_from_roster
from grader.exporters.contract import People
from grader.exporters.moodle import feedback_zip, moodle_worksheet
from grader.intake import read_roster
from grader.model import Grade
from grader.policy import grade
from grader.runs.people.lms_files import people, read_lms_file

from support.classes import RUBRICS  # isort: skip

TINY = policy()
GERMAN = """ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Zuletzt geändert (Bewertung),Feedback als Kommentar
Teilnehmer/in 11,Ada Lovelace,ada@example.org,Abgegeben,-,"12,00",-,
Teilnehmer/in 12,Bob O'Neil,bob@example.org,Abgegeben,"11,00","12,00",-,bleibt
"""
IN_GERMAN = {"participant": "Teilnehmer/in ", "identifier": "ID", "grade": "Bewertung"}
IN_GERMAN |= {"modified": "Zuletzt geändert (Bewertung)", "comments": "Feedback als Kommentar"}


def table(folder: Path, text: str) -> Any:
    path = folder / "download.csv"
    path.write_text(text, encoding="utf-8")
    return read_lms_file(path)


@pytest.fixture
def roster(tmp_path: Path) -> People:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return people(read_roster(tmp_path / "roster.csv"))


def grades(**points: str | None) -> list[Grade]:
    """Final grades of the tiny homework by student.

    `held`, or None for nothing handed in, in place of a number.
    """
    found = []
    for student, said in points.items():
        if said is None:
            found.append(handed_in(student, None, None, None, student=student))
        elif said == HELD:
            found.append(handed_in(student, HELD, "5", student=student))
        else:
            found.append(handed_in(student, said, "5", student=student))
    return [grade(each, TINY, RUBRICS, marked(each)) for each in found]


def test_canvas_takes_new_numbers_and_everything_else_stays(tmp_path: Path, roster: People) -> None:
    course = canvas()
    before = dict(course.scores)
    given = grades(s001="2.5", s002="3", s003="4", s004=HELD)
    made = canvas_from_gradebook(TINY, given, table(tmp_path, GRADEBOOK), roster, None)
    course.upload(made.content)
    assert course.scores == {**before, (101, 55): "10.5"}
    assert (course.new_assignments, course.strangers, made.rows) == ([], [], 1)
    assert course.assignments[55] == ("Means and scales", 12.0)
    said = "\n".join(made.left_out)
    assert (
        "王, 伟: excused there" in said
        and "García, José: held, no number is written; 5 stays there" in said
    )
    assert "held" not in made.content.decode() and "Turing" not in made.content.decode()


def test_canvas_has_the_teacher_s_columns_up_to_the_section_and_the_one_assignment(
    tmp_path: Path, roster: People
) -> None:
    made = canvas_from_gradebook(TINY, grades(s002="4"), table(tmp_path, GRADEBOOK), roster, None)
    rows = list(csv.reader(io.StringIO(made.content.decode(), newline="")))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Means and scales (55)"],
        ["Points Possible", "", "", "", "", "12"],
        ["O'Neil, Bob", "102", "S-1002", "boneil", "A", "12"],
    ]


def test_canvas_is_matched_by_its_own_ids_without_a_roster_too(tmp_path: Path) -> None:
    given = grades(**{"S-1001": "1", "jgarcia": "2", "Turing, Alan": "3", "mallory": "4"})
    course = canvas()
    made = canvas_from_gradebook(TINY, given, table(tmp_path, GRADEBOOK), None, None)
    course.upload(made.content)
    assert [course.scores[number, 55] for number in (101, 104, 105)] == ["9", "10", "11"]
    assert any(text.startswith("mallory: not in the file of the LMS") for text in made.left_out)


def test_canvas_with_first_and_last_names_in_columns_of_their_own(tmp_path: Path) -> None:
    text = "LastName,FirstName,ID,SIS Login ID,Section,Means and scales (55)\n"
    text += "Lovelace,Ada,101,alove,A,\nNone,Nobody,102,nn,A,N/A\n"
    made = canvas_from_gradebook(TINY, grades(alove="4", nn="4"), table(tmp_path, text), None, None)
    rows = list(csv.reader(io.StringIO(made.content.decode(), newline="")))
    assert rows[0][:3] == ["LastName", "FirstName", "ID"] and rows[1:] == [
        ["Lovelace", "Ada", "101", "alove", "A", "12"]
    ]
    assert made.left_out == ("None: the assignment is not given to this student there",)


def test_canvas_from_the_roster(roster: People) -> None:
    course = canvas()
    made = canvas_from_roster(
        TINY, grades(s001="2.5", s003="4", s004=None), roster, "Means and scales (55)"
    )
    course.upload(made.content)
    assert (
        course.scores[101, 55] == "10.5"
        and course.scores[103, 55] == "12"
        and course.scores[104, 55] == "5"
    )
    assert course.new_assignments == course.strangers == [] and made.warnings == ()
    assert "José García: not submitted, no number is written" in made.left_out


def test_canvas_from_the_roster_says_that_it_would_make_a_new_assignment(roster: People) -> None:
    course = canvas()
    made = canvas_from_roster(TINY, grades(s001="4"), roster, "Something else")
    course.upload(made.content)
    assert (
        course.new_assignments == ["Something else"]
        and "makes a new assignment" in made.warnings[0]
    )


def test_a_name_that_spreadsheets_would_run_is_harmless_and_still_found(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("id,name,canvas_id\ns1,=1+1,101\ns2,=2+2,\n", encoding="utf-8")
    made = canvas_from_roster(
        TINY,
        grades(s1="4", s2="4"),
        people(read_roster(tmp_path / "r.csv")),
        "Means and scales (55)",
    )
    names = [row[0] for row in csv.reader(io.StringIO(made.content.decode(), newline=""))][2:]
    assert names == ["'=1+1", '="=2+2"']


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        (
            GRADEBOOK,
            "Quiz",
            (
                r"download\.csv:1: it has no column 'Quiz'; there are Means and scales \(55\),"
                r" Other \(56\)"
            ),
        ),
        (
            GRADEBOOK.replace("Means and scales", "HW"),
            None,
            r"no column is called 'Means and scales'; name the right one",
        ),
        (GRADEBOOK.replace("Other", "Means and scales"), None, "2 columns are called so"),
        ("a,b\n1,2\n", None, "it is no gradebook of Canvas"),
    ],
)
def test_a_gradebook_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, text: Any, column: str | None, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence):
        canvas_from_gradebook(TINY, [], table(tmp_path, text), None, column)


def test_points_that_differ_from_canvas_s_are_said(tmp_path: Path) -> None:
    text = GRADEBOOK.replace(",,,,,,12,10,", ",,,,,,100,10,")
    made = canvas_from_gradebook(TINY, grades(alove="4"), table(tmp_path, text), None, None)
    assert made.warnings == (
        "Means and scales (55) has 100 points in Canvas and tiny has 12; grades are not scaled",
    )


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


def test_two_submissions_never_share_a_row(tmp_path: Path) -> None:
    """Ada by her id and by her login: the second is said, not written over the first."""
    made = canvas_from_gradebook(
        TINY, grades(**{"S-1001": "1", "alove": "4"}), table(tmp_path, GRADEBOOK), None, None
    )
    assert made.rows == 1 and any(
        "has the grade of S-1001 already" in text for text in made.left_out
    )
    assert Decimal(made.content.decode().strip().rpartition(",")[2]) == 9
