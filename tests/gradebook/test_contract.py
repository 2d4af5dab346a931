"""Who is enrolled now, and who ever was."""

from __future__ import annotations

import pytest
from support.classes import NOON
from support.memory_gradebook import MemoryGradebook

from grader.gradebook import Gradebook, all_students, latest_roster
from grader.model import Roster, Student

ADA, BOB, CYN = (Student(id=name, name=name.title()) for name in ("ada", "bob", "cyn"))
ADA_LATER = Student(id="ada", name="Ada King", section="B")


@pytest.fixture
def book() -> Gradebook:
    return MemoryGradebook()


def remember(book: Gradebook, *rosters: tuple[Student, ...]) -> None:
    for students in rosters:
        book.remember_roster(Roster(students=students), recorded=NOON, by="amy")


def test_without_a_roster_nobody_is_known(book: Gradebook) -> None:
    assert latest_roster(book) is None and all_students(book) == {}


def test_an_empty_roster_is_one(book: Gradebook) -> None:
    """A course that everybody left is not one that nobody wrote down."""
    remember(book, ())
    assert latest_roster(book) == Roster(students=())


def test_the_last_roster_holds(book: Gradebook) -> None:
    remember(book, (ADA, BOB), (BOB, CYN))
    assert latest_roster(book) == Roster(students=(BOB, CYN))


def test_one_who_left_is_still_somebody(book: Gradebook) -> None:
    remember(book, (ADA, BOB), (BOB, CYN))
    assert all_students(book) == {"ada": ADA, "bob": BOB, "cyn": CYN}


def test_of_a_student_the_latest_roster_that_has_them_is_right(book: Gradebook) -> None:
    remember(book, (ADA,), (ADA_LATER,), (BOB,))
    assert all_students(book)["ada"] == ADA_LATER


def test_a_roster_that_comes_back_holds_again(book: Gradebook) -> None:
    remember(book, (ADA,), (BOB,), (ADA,))
    assert latest_roster(book) == Roster(students=(ADA,)) and len(book.rosters()) == 3
    remember(book, (ADA,))
    assert len(book.rosters()) == 3
