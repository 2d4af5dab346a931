"""Going on with a file after a statement that the machine refused."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from support.cases import cases

from grader.sandbox.inside.going_on import TookTooLong, describe_skipped, go_on
from grader.sources.text import Source

REFUSED = "def refuse(): raise PermissionError('no network')\n"


def run(text: str) -> tuple[dict[str, Any], list[str], BaseException]:
    """The names that a file leaves, the notes, and what it ended with at first."""
    source, names = Source("a.py", text), dict[str, Any]()

    def run_one(statement: ast.stmt) -> None:
        exec(compile(ast.Module([statement], []), "a.py", "exec"), names)

    with pytest.raises(BaseException) as caught:
        exec(compile(text, "a.py", "exec"), names)
    return names, go_on(source, caught.value, run_one), caught.value


def test_what_stands_below_is_run_and_what_was_refused_is_noted() -> None:
    names, notes, _ = run(REFUSED + "x = 1\nrefuse()\ny = 2\n")
    assert (names["x"], names["y"]) == (1, 2)
    assert notes == ["a.py, line 3 was skipped: PermissionError: no network"]


def test_what_fails_because_of_it_is_noted_too() -> None:
    names, notes, _ = run(REFUSED + "data = refuse()\ntable = data + 1\nz = 3\n")
    assert names["z"] == 3
    assert notes == [
        "a.py, line 2 was skipped: PermissionError: no network",
        "a.py, line 3 was skipped: NameError: name 'data' is not defined",
    ]


def test_the_statement_at_the_top_is_the_one_that_counts() -> None:
    names, notes, _ = run(REFUSED + "def f():\n    refuse()\n\nif True:\n    f()\nx = 1\n")
    assert names["x"] == 1 and notes == ["a.py, line 5 was skipped: PermissionError: no network"]


@pytest.mark.parametrize(
    "statement",
    cases(
        {
            "an error of the student's own": "1 / 0",
            "a file that is not there": "raise FileNotFoundError('data.csv')",
            "an end": "raise SystemExit",
        }
    ),
)
def test_what_the_machine_did_not_refuse_is_not_passed_over(statement: str) -> None:
    names, notes, _ = run(f"x = 1\n{statement}\ny = 2\n")
    assert notes == [] and "y" not in names


def test_an_error_that_came_from_elsewhere_runs_nothing_again() -> None:
    ran: list[ast.stmt] = []
    assert go_on(Source("a.py", "x = 1\n"), PermissionError("no"), ran.append) == []
    assert ran == []


@pytest.mark.parametrize(
    ("text", "error", "note"),
    cases(
        {
            "a statement": (
                "\nx = 1",
                ValueError("no\nmore"),
                ", line 2 was skipped: ValueError: no",
            ),
            "without words": ("x = 1", KeyError(), ", line 1 was skipped: KeyError"),
            "too long": ("x = 1", TookTooLong(), ", line 1 was skipped: it took too long"),
            "a whole cell": ("", ValueError("no"), " was skipped: ValueError: no"),
        }
    ),
)
def test_a_note_says_the_line_and_why(text: str, error: BaseException, note: str) -> None:
    statements = ast.parse(text).body
    assert describe_skipped("a.py", statements[0] if statements else None, error) == f"a.py{note}"
