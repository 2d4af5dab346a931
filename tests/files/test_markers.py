"""`### BEGIN SOLUTION` and `### BEGIN HIDDEN TESTS`: where regions are, and what has to go."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import cases

from grader.errors import BadFile
from grader.files.markers import (
    HIDDEN_TESTS,
    SOLUTION,
    MarkedRegion,
    hidden_regions,
    marked_regions,
    without_hidden,
)

PATH = Path("test_a.py")
BEGIN, END = "### BEGIN HIDDEN TESTS\n", "### END HIDDEN TESTS\n"


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    cases(
        {
            "never closed": (f"x = 1\n{BEGIN}", 2, "this region of hidden tests is never closed"),
            "closed twice": (f"{BEGIN}{END}{END}", 3, "without a ### BEGIN HIDDEN TESTS above it"),
            "nested": (f"{BEGIN}{BEGIN}{END}", 2, "begins inside the one of line 1"),
            "inside a function": (
                f"def f():\n    x = 1\n{BEGIN}    y = 1\n{END}    z = 1\n",
                3,
                "holds whole functions",
            ),
            "between decorator and function": (
                f"@g\n{BEGIN}def f(): ...\n{END}",
                2,
                "holds whole functions",
            ),
            "a solution": (
                "### BEGIN SOLUTION\n### END SOLUTION\n",
                1,
                "no solution region in this kind of file",
            ),
        }
    ),
)
def test_markers_that_do_not_fit_are_told_with_their_line(
    text: str, line: int, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence) as caught:
        without_hidden(PATH, text)
    assert str(caught.value).startswith(f"test_a.py:{line}: ")


@pytest.mark.parametrize(
    ("begin", "end"),
    cases(
        {
            "as nbgrader has it": ("### BEGIN SOLUTION", "### END SOLUTION"),
            "one sign": ("# BEGIN SOLUTION", "# END SOLUTION"),
            "no space": ("###BEGIN SOLUTION", "###END SOLUTION"),
            "small letters": ("### begin solution", "### End Solution"),
            "spaces around": ("###   BEGIN   SOLUTION  ", "\t### END SOLUTION\t"),
        }
    ),
)
def test_a_marker_may_be_written_in_several_ways(begin: str, end: str) -> None:
    (region,) = marked_regions(PATH, f"x = 1\n{begin}\ny = 2\n{end}\n", allowed=SOLUTION)
    assert (region.kind, region.first, region.last) == (SOLUTION, 2, 4)


@pytest.mark.parametrize(
    "line",
    [
        "BEGIN SOLUTION",
        "### BEGIN SOLUTIONS",
        "### BEGIN THE SOLUTION",
        "### BEGIN SOLUTION here",
        "x = 1  ### BEGIN SOLUTION",
        "'### BEGIN SOLUTION'",
    ],
)
def test_what_only_looks_like_a_marker_is_none(line: str) -> None:
    assert marked_regions(PATH, f"{line}\n", allowed=SOLUTION) == []


def test_regions_come_in_order_with_their_indentation() -> None:
    text = "### BEGIN SOLUTION\n### END SOLUTION\nif x:\n\t ### BEGIN SOLUTION\n### END SOLUTION"
    assert marked_regions(PATH, text, allowed=SOLUTION) == [
        MarkedRegion(SOLUTION, 1, 2, ""),
        MarkedRegion(SOLUTION, 4, 5, "\t "),
    ]


def test_hidden_tests_where_a_solution_belongs_are_told_with_their_place() -> None:
    with pytest.raises(BadFile, match=r"put it into checks/test_<task>\.py under solutions/"):
        marked_regions(PATH, BEGIN + END, allowed=SOLUTION)


def test_a_region_that_is_never_closed_is_told_with_the_marker_to_write() -> None:
    with pytest.raises(BadFile, match="write ### END HIDDEN TESTS below it"):
        marked_regions(PATH, BEGIN, allowed=HIDDEN_TESTS)


def test_a_check_file_without_hidden_tests_need_not_be_python() -> None:
    assert without_hidden(PATH, "def f(\n") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    cases(
        {
            "no Python": (f"{BEGIN}def f(\n{END}", "test_a.py:2: it is not valid Python"),
            "a character of nothing": (f"{BEGIN}x = '\0'\n{END}", "it is not valid Python"),
        }
    ),
)
def test_hidden_tests_that_are_no_python_are_told(text: str, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        without_hidden(PATH, text)
    assert sentence in str(caught.value) and str(caught.value).endswith("correct it")


def test_several_functions_and_their_decorators_may_be_hidden_together() -> None:
    text = f"def a(): ...\n{BEGIN}@g\ndef b(): ...\n\ndef c(): ...\n{END}def d(): ...\n"
    assert [(region.first, region.last) for region in hidden_regions(PATH, text)] == [(2, 7)]
    assert without_hidden(PATH, text) == "def a(): ...\ndef d(): ...\n"


def test_no_hole_stays_where_hidden_tests_stood() -> None:
    text = f"def a(): ...\n\n\n{BEGIN}\ndef b(): ...\n\n{END}\n\n\ndef c(): ...\n\n\n"
    assert without_hidden(PATH, text) == "def a(): ...\n\n\ndef c(): ...\n"


VISIBLE, SECRET = "def test_{}(): ...", "def test_secret_{}(): ..."


@settings(max_examples=40)
@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_what_students_get_holds_every_visible_test_and_nothing_hidden(hidden: list[bool]) -> None:
    text = "".join(
        f"{BEGIN}{SECRET.format(number)}\n{END}" if is_hidden else f"{VISIBLE.format(number)}\n"
        for number, is_hidden in enumerate(hidden)
    )
    visible = without_hidden(PATH, text)
    if not any(hidden):
        assert visible is None
        return
    assert visible is not None and "secret" not in visible and "HIDDEN" not in visible
    kept = [VISIBLE.format(number) for number, is_hidden in enumerate(hidden) if not is_hidden]
    assert visible.split("\n")[:-1] == (kept or [""])
    assert without_hidden(PATH, visible) is None
