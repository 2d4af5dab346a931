"""What goes back into Canvas, read by a reader that keeps to its documented rules."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from support.classes import HELD, NOON
from support.lms import (
    GRADEBOOK,
    TINY,
    canvas,
    grades,
    table,
)

from grader.errors import BadFile, CalledWrongly
from grader.exporters.canvas import EXPORTER, canvas_from_gradebook, canvas_from_roster
from grader.exporters.contract import ClassRecords, People
from grader.exporters.lms import LmsTable
from grader.intake.rosters.roster import read_roster
from grader.runs.people.lms_files import people


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


def cells(made: LmsTable) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.content.decode(), newline="")))


def test_a_class_without_grades_is_a_header_only(tmp_path: Path, roster: People) -> None:
    made = canvas_from_gradebook(TINY, [], table(tmp_path, GRADEBOOK), roster, None)
    assert (made.rows, len(cells(made)), made.warnings) == (0, 2, ())
    assert len(cells(canvas_from_roster(TINY, [], roster, None))) == 2


def test_a_gradebook_without_a_row_of_points_is_filled_in_without_one(tmp_path: Path) -> None:
    text = GRADEBOOK.replace("    Points Possible,,,,,,12,10,(read only)\n", "")
    made = canvas_from_gradebook(TINY, grades(alove="4"), table(tmp_path, text), None, None)
    assert [row[0] for row in cells(made)] == ["Student", "Lovelace, Ada"]
    assert made.warnings == ()


@pytest.mark.parametrize(
    "title", ["Means and scales (55)", "MEANS AND SCALES (55)", "tiny (55)", "Means and scales(55)"]
)
def test_the_assignment_s_column_is_told_by_its_title_or_id(tmp_path: Path, title: str) -> None:
    text = GRADEBOOK.replace("Means and scales (55)", title)
    made = canvas_from_gradebook(TINY, grades(alove="4"), table(tmp_path, text), None, None)
    assert cells(made)[0][-1] == title


@pytest.mark.parametrize("column", ["Section", "ID", "Means and scales"])
def test_a_column_that_is_named_must_be_an_assignment_s(tmp_path: Path, column: str) -> None:
    with pytest.raises(BadFile, match=f"it has no column '{column}'"):
        canvas_from_gradebook(TINY, [], table(tmp_path, GRADEBOOK), None, column)


def test_a_column_without_a_number_may_be_named(tmp_path: Path) -> None:
    made = canvas_from_gradebook(
        TINY, grades(boneil="4"), table(tmp_path, GRADEBOOK), None, "Notes"
    )
    assert cells(made)[0][-1] == "Notes" and cells(made)[-1][-1] == "12"


@pytest.mark.parametrize(
    ("column", "warned"), [("Means and scales (55)", False), ("Means", True), (None, True)]
)
def test_canvas_may_make_a_new_assignment_of_a_title_without_a_number(
    roster: People, column: str | None, warned: bool
) -> None:
    made = canvas_from_roster(TINY, grades(s001="4"), roster, column)
    assert bool(made.warnings) is warned
    assert cells(made)[0][-1] == (column or "Means and scales")


def test_who_is_who_must_come_from_somewhere() -> None:
    class_ = ClassRecords(
        assignment=TINY, records=(), exported=NOON, page=lambda record: b"", roster=None
    )
    with pytest.raises(
        CalledWrongly, match="give its own export with --gradebook-csv, or a roster"
    ):
        EXPORTER.files(class_)
