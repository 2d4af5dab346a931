"""A notebook kept as a Python file, in Jupytext's percent format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.cases import cases

from grader.errors import BadFile
from grader.importing.jupytext import percent_cells

PATH = Path("lab.py")


def cells(text: str) -> list[tuple[str, str]]:
    return [(each["cell_type"], each["source"]) for each in percent_cells(PATH, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    cases(
        {
            "code": ("# %%\nx = 1\n\n# %%\ny = 2\n", [("code", "x = 1"), ("code", "y = 2")]),
            "without a space": ("#%%\nx = 1", [("code", "x = 1")]),
            "with a title": ("# %% A title\nx = 1", [("code", "x = 1")]),
            "text as comments": (
                "# %% [markdown]\n# # Title\n#\n# text\n#  indented",
                [("markdown", "# Title\n\ntext\n indented")],
            ),
            "text in quotes": (
                '# %% [md]\n"""\n# Title\ntext\n"""\n',
                [("markdown", "# Title\ntext")],
            ),
            "text in raw quotes": (
                "# %% [markdown]\nr'''\n\\alpha\n'''",
                [("markdown", "\\alpha")],
            ),
            "a raw cell": ("# %% [raw]\n# BEGIN QUESTION", [("raw", "BEGIN QUESTION")]),
            "an empty cell": ("# %%\n\n\n# %%\nx = 1", [("code", ""), ("code", "x = 1")]),
            "code above the first": (
                "import os\n\n# %%\nx = 1",
                [("code", "import os"), ("code", "x = 1")],
            ),
            "comments above the first": ("# a licence\n\n# %%\nx = 1", [("code", "x = 1")]),
            "Jupytext's own header": (
                "# ---\n# jupyter:\n#   kernelspec: x\n# ---\n\n# %%\nx = 1",
                [("code", "x = 1")],
            ),
            "a percent sign in code": (
                "# %%\nx = 7 %  3\n# 50 %%",
                [("code", "x = 7 %  3\n# 50 %%")],
            ),
        }
    ),
)
def test_a_line_begins_a_cell(text: str, found: list[tuple[str, str]]) -> None:
    assert cells(text) == found


@pytest.mark.parametrize(
    ("head", "metadata"),
    cases(
        {
            "none": ("# %%", {}),
            "a dict": (
                '# %% nbgrader={"grade": true, "grade_id": "q1"}',
                {"nbgrader": {"grade": True, "grade_id": "q1"}},
            ),
            "several": ('# %% A title [markdown] tags=["a"] n = 3', {"tags": ["a"], "n": 3}),
            "a key with a dash": ("# %% my-key=null", {"my-key": None}),
        }
    ),
)
def test_metadata_stands_behind_it(head: str, metadata: dict[str, Any]) -> None:
    (cell,) = percent_cells(PATH, f"{head}\n")
    assert cell["metadata"] == metadata


def test_only_code_has_outputs() -> None:
    code, text = percent_cells(PATH, "# %%\n# %% [markdown]\n")
    assert code["outputs"] == [] and code["execution_count"] is None
    assert "outputs" not in text and "execution_count" not in text


def test_a_script_without_cells_is_told() -> None:
    with pytest.raises(BadFile, match=r"lab\.py: no line of it begins a cell \(# %%\)"):
        percent_cells(PATH, "x = 1\n")


def test_metadata_that_cannot_be_read_is_told_with_its_line() -> None:
    with pytest.raises(BadFile, match=r"lab\.py:3: the metadata tags is no JSON; correct it"):
        percent_cells(PATH, "# %%\nx = 1\n# %% tags=[a]\n")
