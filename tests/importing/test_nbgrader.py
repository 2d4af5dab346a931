"""nbgrader's notebooks: every schema, every kind of cell; what is broken is told with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.teachers import HALF, built, cell, changed, graded, saved

from grader.errors import BadFile
from grader.importing.nbgrader import read_nbgrader

NOTEBOOKS = Path(__file__).parent / "notebooks"
SQUARES = NOTEBOOKS / "squares.ipynb"


def meta(schema: int, points: object = 1) -> dict[str, Any]:
    said = {"grade": True, "solution": False, "locked": True, "task": False, "grade_id": "t"}
    return {"nbgrader": {**said, "points": points, "schema_version": schema}}


@pytest.mark.parametrize(
    ("at", "change", "sentence"),
    cases(
        {
            "another schema": (
                6,
                {"metadata": meta(10)},
                "cell 6 has nbgrader's schema 10, which is none of those that can be read",
            ),
            "points that are none": (6, {"metadata": meta(3, "many")}, "t has points = 'many'"),
            "an open region": (
                5,
                {"source": "def f():\n    ### BEGIN SOLUTION\n    return 1"},
                ":2: this solution region is never",
            ),
            "open hidden tests": (
                6,
                {"source": "### BEGIN HIDDEN TESTS\nassert 1"},
                ":1: this region of hidden tests is never",
            ),
        }
    ),
)
def test_a_broken_nbgrader_notebook_is_told(
    tmp_path: Path, at: int, change: Any, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence.replace("(", r"\(")):
        read_nbgrader([changed(SQUARES, tmp_path, at, **change)])


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_points_of_source_and_assignment_are_the_same(tmp_path: Path, schema: int) -> None:
    found = read_nbgrader(
        [
            saved(
                tmp_path,
                graded(HALF, "half", schema=schema),
                graded("assert half(5) == 2.5", "t", 2.5),
            )
        ]
    )
    _, building = built(found)
    assert found.points == building.points == 2.5 and found.lost == []


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("### AUTOTEST half(5); half(7)", "_answers['half(5)'] = half(5)"),
        ("# # HASHED AUTOTEST half(5)", "_answers['half(5)'] = hashed(half(5))"),
        ("    ### AUTOTEST half(1)", "_answers['half(1)'] = half(1)"),
        ("if half:\n    x = 3\n    ## AUTOTEST half(x)", "        _answers['half(x)'] = half(x)"),
    ],
)
def test_autotest_lines_become_what_the_check_returns(tmp_path: Path, line: str, kept: str) -> None:
    found = read_nbgrader([saved(tmp_path, graded(HALF, "half"), graded(line, "auto", 2))])
    files, building = built(found)
    assert (found.points, building.points, found.lost) == (2, 2, [])
    checks = files["checks/test_half.py"]
    assert kept in checks and 'title="auto", decimals=2' in checks
    assert ("def hashed(value)" in checks) == ("HASHED" in line)


def test_an_autotest_line_that_is_no_expression_is_named_with_its_points(tmp_path: Path) -> None:
    cells = [graded(HALF, "half"), graded("### AUTOTEST x = half(5)", "auto", 2)]
    found = read_nbgrader([saved(tmp_path, *cells, graded("assert half(5) == 2.5", "t", 1))])
    _, building = built(found)
    assert (found.points, building.points) == (3, 1)
    assert any("an AUTOTEST line of auto (2 points)" in sentence for sentence in found.lost)


def test_a_test_below_tmp_writes_into_its_own_folder(tmp_path: Path) -> None:
    test = graded("open('/tmp/a/b.txt', 'w')\nassert half(2) == 1", "t", 1)
    files, _ = built(read_nbgrader([saved(tmp_path, graded(HALF, "half"), test)]))
    assert "open('a/b.txt', 'w')" in files["checks/test_half.py"]


def test_a_cell_s_kind_says_what_becomes_of_it(tmp_path: Path) -> None:
    by_hand = {"grade": True, "solution": True, "grade_id": "why", "points": 2, "schema_version": 3}
    task = {**by_hand, "grade": False, "solution": False, "task": True, "grade_id": "essay"}
    cells = [
        cell("markdown", "Explain."),
        cell(
            "markdown",
            "### BEGIN SOLUTION\nBecause.\n### END SOLUTION",
            metadata={"nbgrader": by_hand},
        ),
        cell("markdown", "Write.", metadata={"nbgrader": task}),
        cell("code", "k = 1"),
        cell("raw", "note"),
        graded("assert half(5) == 2.5", "early", 1),
        graded(HALF, "half"),
        graded("assert half(5) == 2.5", "t", 1),
    ]
    notebook = read_nbgrader([saved(tmp_path, *cells)])
    why, essay, half = notebook.questions
    assert (why.written, why.points, why.prompt) == ("Because.", 2, ["Explain."])
    assert (essay.written, essay.points, essay.prompt) == ("", 2, ["Write."])
    assert [test.name for test in half.tests] == ["t"] and notebook.points == 6
    assert [code.source.text for code in notebook.around] == ["k = 1"]
    assert notebook.lost == [
        "week.ipynb cell 5: a raw cell",
        "week.ipynb cell 6: the test early (1 points) has no answer above it",
    ]


def test_hidden_tests_are_hidden_and_the_rest_is_seen(tmp_path: Path) -> None:
    text = (
        "assert half(4) == 2\n### BEGIN HIDDEN TESTS\nassert half(5) == 2.5\n### END HIDDEN TESTS"
    )
    (half,) = read_nbgrader([saved(tmp_path, graded(HALF, "half"), graded(text, "t", 1))]).questions
    (test,) = half.tests
    assert test.visible == "assert half(4) == 2" and test.hides
    assert test.code.source.text == "assert half(4) == 2\nassert half(5) == 2.5"
