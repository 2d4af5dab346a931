"""A question of Otter's: its points, by test or in one, and what of it a person marks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.cases import cases
from support.teachers import built, cell, question, saved

from grader.errors import BadFile
from grader.importing.cells import ImportedQuestion
from grader.importing.otter.assign import read_otter

FIBONACCI = Path(__file__).parent.parent / "notebooks" / "fibonacci.ipynb"


def test_points_of_each_test(tmp_path: Path) -> None:
    tests = [cell("code", "assert f(1) == 1"), cell("code", "# HIDDEN\nassert f(7) == 7")]
    head = "points:\n    each: 1.5"
    answer = "def f(x):\n    return x # SOLUTION"
    found = read_otter(saved(tmp_path, *question("q1", *tests, answer=answer, head=head)))
    files, building = built(found)
    assert building.points == 3 and files["checks/test_q1.py"].count("points=1.5") == 2
    assert not found.lost


def test_all_or_nothing_is_one_check(tmp_path: Path) -> None:
    tests = [
        cell("code", "assert f(1) == 1"),
        cell("code", "# HIDDEN\nassert f(7) == 7"),
    ]
    head = "all_or_nothing: true\npoints: 3"
    answer = "def f(x):\n    return x # SOLUTION"
    files, building = built(
        read_otter(saved(tmp_path, *question("q1", *tests, answer=answer, head=head)))
    )
    shown, _, hidden = files["checks/test_q1.py"].partition("### BEGIN HIDDEN TESTS")
    assert "points=0" in shown and "f(7)" not in shown and building.points == 3
    assert "points=3" in hidden and "f(1)" in hidden and "f(7)" in hidden


def asked(
    folder: Path, head: str, *tests: str, answer: str = "x = 1 # SOLUTION"
) -> ImportedQuestion:
    """The question that a notebook with these settings and tests gives."""
    cells = question("q1", *(cell("code", test) for test in tests), answer=answer, head=head)
    (only,) = read_otter(saved(folder, *cells)).questions
    return only


@pytest.mark.parametrize(
    ("head", "points"),
    cases(
        {
            "nothing said": ("", ["0.5", "0.5"]),
            "a sum": ("points: 3", ["1.5", "1.5"]),
            "each": ("points:\n    each: 2", ["2", "2"]),
            "one by one": ("points:\n- 2\n- 0.5", ["2", "0.5"]),
        }
    ),
)
def test_a_question_s_points_are_shared_by_its_tests(
    tmp_path: Path, head: str, points: list[str]
) -> None:
    of = asked(tmp_path, head, "assert x == 1", "assert x < 2")
    assert [test.points for test in of.tests] == [*map(Decimal, points)]
    assert of.points == sum(map(Decimal, points))


@pytest.mark.parametrize(("head", "points"), [("points: 2.5", "2.5"), ("", "1")])
def test_what_a_person_marks_has_its_points_and_loses_its_tests(
    tmp_path: Path, head: str, points: str
) -> None:
    cells = question(
        "q1", cell("code", "assert x"), answer="x = 1 # SOLUTION", head=f"manual: true\n{head}"
    )
    notebook = read_otter(saved(tmp_path, *cells))
    (only,) = notebook.questions
    assert (only.written, only.points, only.tests) == ("x = 1", Decimal(points), [])
    assert notebook.lost == [
        "week.ipynb cell 6: q1 is marked by a person, so this test is left out"
    ]


def test_settings_that_mean_nothing_here_and_points_that_fit_no_test_are_told(
    tmp_path: Path,
) -> None:
    head = "export: true\npoints:\n- 1\n- 2\n- 3"
    notebook = read_otter(
        saved(tmp_path, *question("q1", cell("code", "assert x"), answer="x = 1", head=head))
    )
    assert notebook.lost == [
        "week.ipynb cell 1: export of q1",
        "week.ipynb: points of q1, [1, 2, 3]; each test got an equal share of 1",
    ]
    assert notebook.points == 1


def test_points_that_are_none_are_told_with_the_question(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="q1 has points: 'many'; give it zero or more"):
        asked(tmp_path, "points: many", "assert x")
