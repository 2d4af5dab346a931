"""Names that say nothing, and a student's own names taken out of a text."""

from __future__ import annotations

import pytest
from support.courses import tiny

from grader.marking.anonymous import HIDDEN, anonymous_id, name_hider
from grader.model import Student

ADA = Student(id="s204", name="Ada Lovelace")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# by Ada Lovelace", f"# by {HIDDEN} {HIDDEN}"),
        ("ada_srn.py", f"{HIDDEN}_srn.py"),
        ("LOVELACE (S204)", f"{HIDDEN} ({HIDDEN})"),
        ("adaptive adam", "adaptive adam"),
        ("x = 1", "x = 1"),
    ],
)
def test_names_are_taken_out_as_words(text: str, shown: str) -> None:
    assert name_hider(ADA, "ada")(text) == shown


@pytest.mark.parametrize(
    ("student", "text", "shown"),
    [
        (Student(id="1", name="Max List"), "max(list(x))", "max(list(x))"),
        (Student(id="1", name="Li Wu"), "li = wu", "li = wu"),
        (Student(id="1", name="王小明"), "王小明的作业", f"{HIDDEN}的作业"),
        (Student(id="1", name=""), "anything", "anything"),
        (Student(id="1", name=".*+("), "a.*+(", "a.*+("),
    ],
)
def test_code_stays_to_be_read(student: Student, text: str, shown: str) -> None:
    assert name_hider(student, "")(text) == shown


def test_a_hidden_name_is_the_same_each_time_and_another_for_another() -> None:
    assert anonymous_id(tiny(), "ada") == anonymous_id(tiny(), "ada") != anonymous_id(tiny(), "bob")
