"""Whether a submission is meant by a name that a person typed."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.feedback.words import line
from grader.runs.people.people_names import is_called


@pytest.mark.parametrize(
    "typed",
    cases(
        {
            "the submission": "lovelaceada_12_345",
            "the id": "s1",
            "the name": "Ada Lovelace",
            "another case": "ada LOVELACE",
            "spaces": "  Ada   Lovelace ",
            "in full width": "Ａda Lovelace",
        }
    ),
)
def test_a_student_is_meant(typed: str) -> None:
    assert is_called(typed, "lovelaceada_12_345", "s1", "Ada Lovelace")


@pytest.mark.parametrize("name", ["Lovelace, Ada", "LOVELACE,Ada", " Lovelace ,  Ada "])
def test_a_name_that_an_lms_turned_round_is_the_same_name(name: str) -> None:
    assert is_called("Ada Lovelace", "x", None, name) and is_called(name, "x", None, name)


@pytest.mark.parametrize("typed", ["é", "e\u0301"], ids=["one character", "two"])
def test_how_an_accent_is_spelled_does_not_matter(typed: str) -> None:
    assert is_called(f"Ren{typed}", "x", None, "René") and is_called(
        f"Ren{typed}", "x", None, "Rene\u0301"
    )


def test_chinese_names_are_names() -> None:
    assert is_called("王小明", "x", "s1", "王小明") and not is_called("王小", "x", "s1", "王小明")


@pytest.mark.parametrize(
    ("typed", "submission", "student", "name"),
    [
        ("Ada", "lovelaceada", "s1", "Ada Lovelace"),
        ("S1", "lovelaceada", "s1", "Ada Lovelace"),
        ("", "lovelaceada", "s1", "Ada Lovelace"),
        (" ", "lovelaceada", "s1", "Ada Lovelace"),
        ("", "lovelaceada", None, ""),
        ("Lovelaceada", "lovelaceada", None, None),
        ("Lovelace Ada", "x", "s1", "Lovelace, Ada"),
    ],
    ids=[
        "a first name",
        "an id in capitals",
        "nothing",
        "a space",
        "no name",
        "another case",
        "no comma",
    ],
)
def test_what_is_not_quite_a_name_means_nobody(
    typed: str, submission: str, student: str | None, name: str | None
) -> None:
    """Letter case is a person's, a submission's own name and an id are a machine's."""
    assert not is_called(typed, submission, student, name)


def test_a_submission_may_be_typed_as_it_is_shown() -> None:
    assert line("ada\x1b") != "ada\x1b"
    assert is_called(line("ada\x1b"), "ada\x1b", None, None)
