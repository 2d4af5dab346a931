"""Whose row of an LMS's table a grade is, and what is not written and why."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.cases import cases
from support.lms import (
    GRADEBOOK,
    TINY,
    grades,
    table,
)

from grader.exporters.canvas import canvas_from_gradebook
from grader.exporters.contract import People
from grader.exporters.lms import explain_too_many, grades_by_row, lms_table, new_points
from grader.model import Grade, Roster, Student, TaskStatus
from grader.nouns import replace
from grader.runs.people.lms_files import people


def test_two_submissions_never_share_a_row(tmp_path: Path) -> None:
    """Ada by her id and by her login: the second is said, not written over the first."""
    made = canvas_from_gradebook(
        TINY, grades(**{"S-1001": "1", "alove": "4"}), table(tmp_path, GRADEBOOK), None, None
    )
    assert made.rows == 1 and any(
        "has the grade of S-1001 already" in text for text in made.left_out
    )
    assert Decimal(made.content.decode().strip().rpartition(",")[2]) == 9


def of(status: TaskStatus, points: str | None = None) -> Grade:
    (plain,) = grades(ada="4")
    exact = None if points is None else Decimal(points)
    return replace(plain, status=status, adjusted=exact)


GRADED = of(TaskStatus.GRADED, "9.50")


@pytest.mark.parametrize(
    ("grade", "there", "points", "why"),
    cases(
        {
            "nothing there yet": (GRADED, "", "9.5", ""),
            "another number": (GRADED, "9", "9.5", ""),
            "a dash": (GRADED, "-", "9.5", ""),
            "the same number": (GRADED, "9.500", None, ""),
            "the same number with a comma": (GRADED, "9,5", None, ""),
            "zero over nothing": (of(TaskStatus.GRADED, "0"), "", "0", ""),
            "zero over zero": (of(TaskStatus.GRADED, "0"), "0.00", None, ""),
            "no grade": (None, "5", None, ""),
            "excused": (GRADED, "EX", None, "Ada: excused there, left as it is"),
            "excused, without a grade": (None, "ex", None, "Ada: excused there, left as it is"),
            "not given": (
                GRADED,
                "N/A",
                None,
                "Ada: the assignment is not given to this student there",
            ),
            "held": (of(TaskStatus.HELD), "", None, "Ada: held, no number is written"),
            "held over a number": (
                of(TaskStatus.HELD),
                "5",
                None,
                "Ada: held, no number is written; 5 stays there",
            ),
            "still to be marked": (
                of(TaskStatus.AWAITING),
                "-",
                None,
                "Ada: not complete, a person still has to mark, no number is written",
            ),
            "not submitted": (
                of(TaskStatus.NOT_SUBMITTED),
                "",
                None,
                "Ada: not submitted, no number is written",
            ),
        }
    ),
)
def test_only_a_new_number_is_written(
    grade: Grade | None, there: str, points: str | None, why: str
) -> None:
    expected = None if points is None else Decimal(points)
    assert new_points(grade, there, "Ada") == (expected, why)


@pytest.mark.parametrize(
    ("points", "most", "refused"),
    [
        ("10", "12", False),
        ("12", "12.00", False),
        ("12.5", "12,5", False),
        ("12.1", "12", True),
        ("12", "", False),
        ("12", "(read only)", False),
    ],
)
def test_points_above_the_most_are_refused(points: str, most: str, refused: bool) -> None:
    why = explain_too_many(Decimal(points), most, "Ada")
    assert (why is not None) is refused
    if why is not None:
        assert (
            why == f"Ada: {points} is above the {most} that the LMS has as the most; raise it there"
        )


def listed(*students: Student) -> People:
    return people(Roster(students=students))


def test_a_grade_that_is_nobody_s_there_is_told_with_who_could_be_meant() -> None:
    there = listed(
        Student(id="1", name="Wei Zhang", login="wz1"),
        Student(id="2", name="Wei Zhang", login="wz2"),
    )
    rows, strangers = grades_by_row(grades(**{"Wei Zhang": "4", "mallory": "1"}), None, there)
    assert rows == {}
    twice, nobody = strangers
    assert twice.startswith("Wei Zhang: not in the file of the LMS (") and twice.endswith(")")
    assert nobody == "mallory: not in the file of the LMS"


def test_the_course_s_roster_knows_the_numbers_of_the_lms() -> None:
    there = listed(Student(id="row", name="A. Lovelace", canvas_id="101"))
    given = grades(s001="4")
    assert grades_by_row(given, None, there)[0] == {}
    roster = listed(Student(id="s001", name="Ada Lovelace", canvas_id="101"))
    assert grades_by_row(given, roster, there) == ({"row": given[0]}, [])


@pytest.mark.parametrize(
    ("rows", "summary"), [(0, "0 new grades"), (1, "1 new grade"), (2, "2 new grades")]
)
def test_a_table_says_how_much_is_new_and_what_is_not(rows: int, summary: str) -> None:
    made = lms_table([["Student", "Punkte"]], [["王", "9,5"]] * rows, ["left out"], ["careful"])
    exported = made.as_export("grades.csv", {"beside.zip": b"z"})
    assert exported.summary == summary and exported.warnings == ("careful", "left out")
    assert exported.files["beside.zip"] == b"z"
    lines = exported.files["grades.csv"].decode().split("\r\n")
    assert lines == ["Student,Punkte", *['王,"9,5"'] * rows, ""]
