"""Making an assignment of what was found in notebooks, and saying what was not carried over."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from grader.cli.imported import make_imported
from grader.config import load_course_assignment
from grader.importing.cells import Import
from grader.importing.otter.assign import read_otter
from grader.model import Course

NOTEBOOK = Path(__file__).parents[1] / "importing" / "notebooks" / "fibonacci.ipynb"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def found() -> Import:
    return read_otter(NOTEBOOK, ())


def make(folder: Path, found: Import, name: str | None = "fib", *, partial: bool = False) -> None:
    make_imported(found, (NOTEBOOK,), name, folder, partial)


def test_the_files_are_there_with_secret_seeds_and_are_listed(
    tmp_path: Path, found: Import, capsys: Captured
) -> None:
    make(tmp_path, found, partial=True)
    assignment = load_course_assignment(Course(folder=tmp_path), "fib")
    assert assignment.tasks and assignment.hidden_seed is not None
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "made  solutions/fib/assignment.toml"
    assert "next  grade record fib" in shown and any("lower trust" in line for line in shown)


def test_without_a_name_it_is_called_after_the_notebook(tmp_path: Path, found: Import) -> None:
    make(tmp_path, found, None, partial=True)
    assert (tmp_path / "solutions" / "fibonacci" / "hidden.toml").is_file()


@pytest.mark.parametrize("partial", [False, True])
def test_points_that_are_lost_end_with_1_unless_that_is_accepted(
    tmp_path: Path, found: Import, capsys: Captured, partial: bool
) -> None:
    found.points += Decimal(3)
    found.lose("cell 9", "its points hang on a picture\x1b[31m")
    if partial:
        make(tmp_path, found, partial=True)
    else:
        with pytest.raises(SystemExit) as ended:
            make(tmp_path, found)
        assert ended.value.code == 1
    told = capsys.readouterr()
    assert "not carried over  cell 9: its points hang on a picture\n" in told.err
    assert ("points were lost, see above" in told.err) is not partial
    assert (tmp_path / "solutions" / "fib").is_dir(), "what could be carried over is there"


def test_an_assignment_that_is_there_is_not_written_over(tmp_path: Path, found: Import) -> None:
    make(tmp_path, found, partial=True)
    before = (tmp_path / "solutions" / "fib" / "hidden.toml").read_bytes()
    with pytest.raises(Exception, match="fib"):
        make(tmp_path, read_otter(NOTEBOOK, ()), partial=True)
    assert (tmp_path / "solutions" / "fib" / "hidden.toml").read_bytes() == before
