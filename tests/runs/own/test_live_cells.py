"""A live notebook: the cells count as they were run, whatever the file on the disk says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.courses import TINY, students_tiny
from support.notebooks import code, notebook
from support.processes import submission

from grader.runs.own.live_cells import with_live_cells
from grader.runs.work import check_work, find_work

RIGHT = "def running_mean(v):\n    return np.cumsum(v) / np.arange(1, len(v) + 1)"
WRONG = RIGHT.replace("+ 1)", "+ 3)")
IMPORTS = "import numpy as np"
CHECK = "import grader\nresult = grader.check('running_mean')\nprint(result.result.earned)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TINY.assignments / "tiny", tmp_path / "tiny")
    return tmp_path / "tiny"


def earned(folder: Path, *cells: str) -> float:
    result = check_work(find_work(folder), ("running_mean",), live=cells)
    return float(result.earned or 0)


def test_what_was_run_counts_and_not_what_was_saved(folder: Path) -> None:
    (folder / "tiny.ipynb").write_bytes(notebook(code(IMPORTS), code(WRONG)))
    assert earned(folder) == 0
    assert earned(folder, IMPORTS, RIGHT, CHECK) == 2


def test_a_cell_that_was_run_again_counts_as_it_was_run_last(folder: Path) -> None:
    assert earned(folder, IMPORTS, WRONG, CHECK, RIGHT, CHECK) == 2
    assert earned(folder, IMPORTS, RIGHT, CHECK, WRONG, CHECK) == 0


def test_a_check_in_the_cell_of_the_work_changes_nothing(folder: Path) -> None:
    assert earned(folder, f"{IMPORTS}\n{RIGHT}\n{CHECK}") == 2


def test_magics_and_a_cell_that_failed_are_no_obstacle(folder: Path) -> None:
    assert earned(folder, "%matplotlib inline", "!ls", "1 / 0", IMPORTS, RIGHT) == 2


def test_the_notebook_that_is_open_is_replaced_whatever_its_name() -> None:
    mine = submission(mine_ipynb=notebook(code("x = 1")), sums_py="y = 2\n")
    live = with_live_cells(mine, students_tiny(), ["z = 3"])
    assert {file.name for file in live.files} == {"mine.ipynb", "sums.py"}
    (made,) = (file for file in live.files if file.name == "mine.ipynb")
    assert json.loads(made.content)["cells"][0]["source"] == "z = 3"
    assert with_live_cells(mine, students_tiny(), ["", "  "]) == mine


def test_a_real_session_is_checked_as_it_was_run(folder: Path) -> None:
    cells = [IMPORTS, WRONG, CHECK, RIGHT, CHECK]
    program = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        f"for cell in {cells!r}:\n    shell.run_cell(cell, store_history=True).raise_error()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )
    assert [line for line in done.stdout.split("\n") if line in ("0", "2")] == ["0", "2"], done
