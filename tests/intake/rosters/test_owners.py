"""Giving the attempts of a class to its students; who is left is listed."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases

from grader.intake.limits import to_callable
from grader.intake.recognisers.contract import Attempt, describe_submitter
from grader.intake.rosters.choosing import HandedIn
from grader.intake.rosters.owners import Owners
from grader.model import Blame, Roster, Student, Submission

ADA = Student(id="s1001", name="Ada Lovelace")
BOB = Student(id="s1002", name="Bob Smith")
TWIN_A = Student(id="s1003", name="Li Wei")
TWIN_B = Student(id="s1004", name="Li Wei")
CLASS = Roster(students=(ADA, BOB, TWIN_A, TWIN_B))


def attempt(name: str, *submitters: Student) -> Attempt:
    return Attempt(name=name, pieces=to_callable(()), submitters=submitters)


def given(*attempts: Attempt, roster: Roster | None = CLASS) -> dict[str, list[tuple[str, Any]]]:
    """Names of submissions with their attempts: (own name, student's id)."""
    return {
        name: [(each.attempt.name, each.student.id if each.student else None) for each in owned]
        for name, owned in Owners(roster).share_attempts(attempts).items()
    }


@pytest.mark.parametrize(
    ("attempts", "by_name"),
    cases(
        {
            "nothing": ([], {}),
            "by an id": ([attempt("s1001")], {"s1001": [("s1001", "s1001")]}),
            "by a name": ([attempt("Bob Smith")], {"s1002": [("Bob Smith", "s1002")]}),
            "two of one student": (
                [attempt("s1001 v1"), attempt("s1001 v2")],
                {"s1001": [("s1001 v1", "s1001"), ("s1001 v2", "s1001")]},
            ),
            "a group": (
                [
                    attempt(
                        "team", describe_submitter("Ada Lovelace"), describe_submitter("Bob Smith")
                    )
                ],
                {"s1001": [("team", "s1001")], "s1002": [("team", "s1002")]},
            ),
            "a stranger": ([attempt("mallory")], {"mallory": [("mallory", None)]}),
            "a stranger with a student's id for a name": (
                [attempt("s1001", describe_submitter("Mallory"))],
                {"s1001 (not matched)": [("s1001", None)]},
            ),
            "a group with a stranger": (
                [
                    attempt(
                        "team", describe_submitter("Ada Lovelace"), describe_submitter("Mallory")
                    )
                ],
                {"team": [("team", None)]},
            ),
        }
    ),
)
def test_an_attempt_counts_for_each_student_that_it_is_of(
    attempts: list[Attempt], by_name: dict[str, Any]
) -> None:
    assert given(*attempts) == by_name


def test_without_a_roster_everything_is_nobody_s() -> None:
    assert given(attempt("s1001"), attempt("x"), roster=None) == {
        "s1001": [("s1001", None)],
        "x": [("x", None)],
    }


def notes(*attempts: Attempt) -> dict[str, tuple[str, ...]]:
    owned = Owners(CLASS).share_attempts(attempts)
    return {name: each.attempt.notes for name, several in owned.items() for each in several}


def test_a_stranger_that_a_source_names_is_noted() -> None:
    assert notes(attempt("x", describe_submitter("Mallory")))["x"] == (
        "not matched to the roster: Mallory is not in the roster",
    )
    assert notes(attempt("x"))["x"] == ()


def test_who_of_two_is_meant_is_doubted_and_noted() -> None:
    owners = Owners(CLASS)
    (owned,) = owners.share_attempts([attempt("Li Wei")])["Li Wei"]
    assert owned.doubt == "2 students are called Li Wei (s1003, s1004)"
    assert owned.attempt.notes == (f"not matched to the roster: {owned.doubt}",)


def test_two_numbers_in_a_name_count_for_both_unless_one_handed_in_alone() -> None:
    both = attempt("s1001 s1002")
    assert set(given(both)) == {"s1001", "s1002"}
    alone = given(both, attempt("s1001"))
    assert alone == {"s1001": [("s1001", "s1001")], "s1002": [("s1001 s1002", "s1002")]}
    assert notes(both, attempt("s1001"))["s1002"] == (
        "s1001 s1002 names s1001 too, whose own work counts",
    )


def test_a_name_of_two_who_both_handed_in_alone_is_listed_by_itself() -> None:
    owned = Owners(CLASS).share_attempts(
        [attempt("s1001 s1002"), attempt("s1001"), attempt("s1002")]
    )
    (doubtful,) = owned["s1001 s1002"]
    assert doubtful.doubt == "s1001 s1002 names 2 students whose own work counts"


def handed_in(student: str | None) -> HandedIn:
    submission = Submission(name=student or "x", files=(), student=student)
    return HandedIn(submission=submission, source="x", how="id")


def test_who_handed_nothing_in_is_missing_in_the_roster_s_order() -> None:
    unsure, missing = Owners(CLASS).list_without_work([handed_in("s1002"), handed_in(None)])
    assert unsure == () and missing == (ADA, TWIN_A, TWIN_B)
    assert Owners(None).list_without_work([handed_in(None)]) == ((), ())


def test_who_may_have_handed_in_is_held_and_not_missing() -> None:
    owners = Owners(CLASS)
    owners.share_attempts(
        [attempt("Li Wei"), attempt("Li Wei", describe_submitter("Li Wei")), attempt("s1001")]
    )
    unsure, missing = owners.list_without_work([handed_in("s1001")])
    assert missing == (BOB,)
    assert [each.name for each in unsure] == ["s1003", "s1004"]
    first = unsure[0]
    assert (first.student, first.blame, first.files) == ("s1003", Blame.COURSE, ())
    assert first.problem == (
        "nobody can say whether this is theirs: Li Wei: 2 students are called Li Wei"
        " (s1003, s1004); rename it and run again"
    )
