"""Finding somebody in a roster."""

from __future__ import annotations

import pytest

from grader.model import Roster, Student

ADA = Student(id="s1", name="Ada Lovelace", email="ada@uni.example", login="ada")
LI = Student(id="学1", name="李雷")
ROSTER = Roster(students=(ADA, LI))


@pytest.mark.parametrize(("number", "student"), [("s1", ADA), ("学1", LI)], ids=["latin", "han"])
def test_a_student_is_found_by_the_course_s_own_id(number: str, student: Student) -> None:
    assert ROSTER.find(number) is student


@pytest.mark.parametrize(
    "number",
    ["", "S1", "s1 ", "s01", "ada", "ada@uni.example", "Ada Lovelace"],
    ids=["nothing", "case", "space", "zero", "login", "email", "name"],
)
def test_nothing_that_only_looks_like_the_id_finds_anybody(number: str) -> None:
    """Whoever guesses here gives one student the grade of another."""
    assert ROSTER.find(number) is None


def test_an_empty_roster_has_nobody() -> None:
    assert Roster(students=()).find("s1") is None


def test_what_other_systems_call_a_student_is_empty_until_somebody_says_it() -> None:
    assert (LI.section, LI.email, LI.login, LI.sis_id, LI.canvas_id, LI.moodle_id, LI.group) == (
        ("",) * 7
    )
