"""A package that the course allows and this machine lacks."""

from __future__ import annotations

import pytest
from support.scripted import raised

from grader.judging.lacking import explain_missing_package
from grader.nouns import replace

ERROR = raised("ModuleNotFoundError", "No module named 'pandas'", "builtins.ImportError").raised


@pytest.mark.parametrize(
    "text",
    ["No module named 'pandas'", "No module named 'pandas.core'", "x; No module named 'pandas'"],
)
def test_what_to_do_about_it_is_said(text: str) -> None:
    assert explain_missing_package(replace(ERROR, text=text), frozenset({"pandas"})) == (
        "the course allows pandas (`packages` in its assignment.toml), and this machine lacks it;"
        " pip install pandas here, then run this again"
    )


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("No module named 'pandas'", set()),
        ("No module named 'pandas2'", {"pandas"}),
        ("No module named 'my.pandas'", {"pandas"}),
        ("pandas is missing", {"pandas"}),
        ("", {"pandas"}),
    ],
    ids=["it is here", "another", "a part of another", "other words", "no words"],
)
def test_any_other_import_is_the_student_s(text: str, lacking: set[str]) -> None:
    assert explain_missing_package(replace(ERROR, text=text), frozenset(lacking)) == ""
