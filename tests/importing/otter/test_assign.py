"""Otter's notebooks: its blocks, its tests with or without asserts, its settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.teachers import built, cell, changed, printed, question, saved, value

from grader.errors import BadFile
from grader.importing.otter.assign import read_otter

FIBONACCI = Path(__file__).parent.parent / "notebooks" / "fibonacci.ipynb"


@pytest.mark.parametrize(
    ("at", "source", "sentence"),
    cases(
        {
            "a block that is never closed": (
                23,
                "# note",
                r"cell 15: # BEGIN QUESTION is never closed",
            ),
            "an end without a beginning": (
                4,
                "# note",
                r"cell 6: # BEGIN SOLUTION stands outside of a question",
            ),
            "a block inside another": (
                9,
                "# BEGIN SOLUTION",
                r"cell 13: # END TESTS without a # BEGIN TESTS",
            ),
            "settings that are no YAML": (
                4,
                "# BEGIN QUESTION\nname: [",
                r"cell 4: it is not valid YAML",
            ),
            "settings that are no table": (
                4,
                "# BEGIN QUESTION\n- 1",
                r"cell 4: below its first line stand settings",
            ),
        }
    ),
)
def test_a_broken_otter_notebook_is_told(
    tmp_path: Path, at: int, source: str, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence):
        read_otter(changed(FIBONACCI, tmp_path, at, source=source))


def test_a_question_may_ask_for_a_variable(tmp_path: Path) -> None:
    found = read_otter(
        saved(tmp_path, *question("q1", cell("code", "assert x == 2"), answer="x = 2 # SOLUTION"))
    )
    files, building = built(found)
    assert 'defines = ["x"]' in files["assignment.toml"] and building.points == 1
    assert "### BEGIN SOLUTION\nx = 2\n### END SOLUTION" in files["q1.py"]


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (cell("code", "f(3)", outputs=value("3")), "assert repr(f(3)) == '3'"),
        (cell("code", "f(1) == 1", outputs=value("True")), "assert f(1) == 1"),
        (cell("code", "f(1) == 1"), "assert f(1) == 1"),
        (cell("code", "x = f(1)\nisinstance(x, int)"), "assert isinstance(x, int)"),
        (cell("code", "f(2) == 1", outputs=value("False")), "assert not (f(2) == 1)"),
        (cell("code", "None"), "assert (None) is None"),
        (
            cell("code", "print(f(3))", outputs=printed("3\n")),
            "assert _printed.getvalue() == '3\\n'",
        ),
        (cell("code", "def test_f(f):\n    assert f(3) == 3\n\ntest_f(f)  # IGNORE"), "test_f(f)"),
        (cell("code", "def test_f(env):\n    assert env['f'](3) == 3"), "test_f(globals())"),
    ],
)
def test_a_test_of_otters_says_what_is_right(
    tmp_path: Path, test: dict[str, Any], expected: str
) -> None:
    found = read_otter(saved(tmp_path, *question("q1", test, answer="def f(x):\n    return x")))
    assert expected in built(found)[0]["checks/test_q1.py"]
    assert "IGNORE" not in built(found)[0]["checks/test_q1.py"]


def test_fences_are_raw_cells(tmp_path: Path) -> None:
    cells = question("q1", cell("code", "assert f(1) == 1"), answer="def f(x):\n    return x")
    fenced = [
        cell("markdown", f"```otter\n{each['source']}\n```") if each["cell_type"] == "raw" else each
        for each in cells
    ]
    plain, other = (built(read_otter(saved(tmp_path, *each)))[0] for each in (cells, fenced))
    assert plain == other


def test_otters_config_brings_files_and_seeds(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("1,2")
    (tmp_path / "kit.py").write_text("ONE = 1")
    (tmp_path / "more.yml").write_text("files: [data.csv, gone.csv]\nstudent_files: [kit.py]")
    config = "# ASSIGNMENT CONFIG\nconfig_file: more.yml\ngenerate:\n    seed: 42"
    answer = "z = np.random.rand() # SOLUTION"
    cells = [
        cell("raw", config),
        cell("code", "import numpy as np"),
        *question("q1", cell("code", "assert z > kit.ONE - 1"), answer=answer),
    ]
    found = read_otter(saved(tmp_path, *cells))
    files, _ = built(found)
    assert files["data.csv"] == b"1,2" and files["kit.py"] == b"ONE = 1"
    assert any("gone.csv of files, which is not there" in sentence for sentence in found.lost)
    given, _, theirs = files["q1.py"].partition("### BEGIN SOLUTION")
    assert "numpy.random.seed(42)" in given and "z = np.random.rand()" in theirs


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("failure_message: Look again\nname: first try", 'title="first try", hint="Look again"'),
        ("points: 2", "points=2"),
    ],
)
def test_a_tests_settings_come_along(tmp_path: Path, config: str, expected: str) -> None:
    test = cell(
        "code", f'""" # BEGIN TEST CONFIG\n{config}\n""" # END TEST CONFIG\nassert f() == 1'
    )
    answer = "def f():\n    return 1 # SOLUTION"
    found = read_otter(saved(tmp_path, *question("q1", test, answer=answer)))
    assert expected in built(found)[0]["checks/test_q1.py"]
