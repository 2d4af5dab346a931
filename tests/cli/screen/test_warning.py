"""What to know before grades go out, and a grade after a decision."""

from __future__ import annotations

import pytest
from support.classes import DUE, HELD, NOON, extension, handed_in, override, policy
from support.courses import TINY, tiny
from support.memory_gradebook import MemoryGradebook

from grader.cli.desk import Desk, read_stored_class
from grader.cli.screen.warning import show_grade, warn
from grader.model import Assignment, Decision, Result

Captured = pytest.CaptureFixture[str]


def desk(
    *results: Result, decisions: list[Decision] | None = None, assignment: Assignment | None = None
) -> Desk:
    book = MemoryGradebook()
    for result in results:
        book.add(result, key="k", recorded=NOON)
    book.decide(decisions or [])
    return Desk(
        course=TINY, assignment=assignment or tiny(), gradebook=book, gradebook_place=TINY.gradebook
    )


def warned(of: Desk, capsys: Captured) -> list[str]:
    warn(of, read_stored_class(of))
    return capsys.readouterr().err.splitlines()


def test_a_class_that_is_whole_needs_no_warning(capsys: Captured) -> None:
    graded = handed_in("ada", answer=None)
    assert warned(desk(graded), capsys) == []


def test_what_has_no_number_is_counted(capsys: Captured) -> None:
    results = [handed_in("ada"), handed_in("bob"), handed_in("cyn", HELD, answer=None)]
    assert warned(desk(*results), capsys) == [
        "2 grades not complete, marks or tasks are missing: no number is exported",
        "1 grade held: no number is exported",
    ]


def test_with_a_deadline_a_time_that_nobody_knows_is_told(capsys: Captured) -> None:
    due = policy(due=DUE)
    known = handed_in("ada", answer=None, received="2026-12-01T20:00:00+01:00")
    unknown = handed_in("bob", answer=None)
    (told,) = warned(desk(known, unknown, assignment=due), capsys)
    assert told == "1 submission counted as on time: when they came is not known; see --received"


def test_an_extension_of_nobody_is_told(capsys: Captured) -> None:
    class_ = desk(handed_in("ada", answer=None), decisions=[extension("adda", days=2)])
    (told,) = warned(class_, capsys)
    assert "'adda' concerns nobody who handed in" in told


def test_a_grade_is_shown_with_its_reasons_and_nobody_else_s(capsys: Captured) -> None:
    class_ = desk(
        handed_in("ada", answer=None), handed_in("bob", answer=None), decisions=[override("1")]
    )
    show_grade(class_, "ada")
    shown = capsys.readouterr().out
    assert "ada" in shown and "running_mean: 1 instead of 4, by amy: asked" in shown
    assert "bob" not in shown and "student" not in shown
