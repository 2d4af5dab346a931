"""`grader.check()` in a plain Python session and in a notebook."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.commands import loaded_by
from support.courses import TINY
from support.results import check as check_result
from support.results import result
from support.results import task as task_result

import grader
from grader.cli.session import Checked
from grader.errors import CalledWrongly
from grader.model import Outcome, Place

RIGHT = (
    "import numpy as np\n\n\ndef running_mean(v):\n    return np.cumsum(v) / np.arange(1, len(v) +"
    " 1)\n"
)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    shutil.copytree(TINY.assignments / "tiny", folder)
    (folder / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    return folder


def test_the_table_is_that_of_grade_check(work: Path) -> None:
    code = "import grader\nprint(repr(grader.check('running_mean')))"
    session = subprocess.run(
        [sys.executable, "-c", code], cwd=work, capture_output=True, text=True, check=True
    )
    command = [sys.executable, "-m", "grader", "check", "running_mean"]
    shown = subprocess.run(command, cwd=work, capture_output=True, text=True, check=True).stdout
    assert [line.rstrip() for line in session.stdout.split("\n")] == [
        line.rstrip() for line in shown.split("\n")
    ]
    assert "2 / 2" in session.stdout


def test_importing_grader_loads_nothing_heavy() -> None:
    assert loaded_by("import grader; grader.check") == set()


def test_a_task_that_is_not_there_is_one_sentence(work: Path) -> None:
    with pytest.raises(CalledWrongly, match="tiny has no task 'nothing'") as caught:
        grader.check("nothing", path=str(work))
    assert caught.value._render_traceback_() == [f"grade: {caught.value}"]


def test_a_notebook_shows_a_table_in_which_nothing_of_the_student_s_can_run() -> None:
    evil = "<script>alert(1)</script>\x1b[31m"
    failed = check_result(
        outcome=Outcome.FAILED, message=evil, traceback=evil, place=Place(file=evil, line=3)
    )
    shown = Checked(result(task_result("a", failed, check_result("a::two"))))._repr_html_()
    assert "<script" not in shown and "\x1b" not in shown and "&lt;script&gt;" in shown
    assert "2 / 4" in shown and "hint: Look at the second step." in shown
    assert "<svg" in shown and "1 of 4 numbers drawn are wrong" in shown
    assert not Checked(result(task_result("a", failed))).passed and Checked(result()).passed
