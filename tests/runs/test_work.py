"""A student's own folder, found from wherever a command is started."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.courses import TINY

from grader.errors import BadFile, CalledWrongly
from grader.runs.work import find_work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiny assignment as it was handed out."""
    return Path(shutil.copytree(TINY.assignments / "tiny", tmp_path / "tiny"))


def test_work_is_found_in_the_assignment_s_folder(folder: Path) -> None:
    work = find_work(folder)
    assert (work.folder, work.assignment.folder) == (folder, folder)
    assert work.assignment.id == "tiny" and work.assignment.solutions is None


@pytest.mark.parametrize("below", ["checks", "data", "data/deep"])
def test_from_a_folder_below_it_is_the_same_work(below: str, folder: Path) -> None:
    (folder / below).mkdir(parents=True, exist_ok=True)
    assert find_work(folder / below).folder == folder


def test_a_folder_below_with_python_files_of_its_own_is_the_work(folder: Path) -> None:
    mine = folder / "mine"
    mine.mkdir()
    (mine / "rescale.py").write_text("def rescale(x):\n    return x\n")
    work = find_work(mine)
    assert (work.folder, work.assignment.folder) == (mine, folder)
    assert [file.name for file in work.submission().files] == ["rescale.py"]


def test_the_files_in_the_folder_are_the_submission(folder: Path) -> None:
    submission = find_work(folder).submission()
    names = {file.name for file in submission.files}
    assert {"rescale.py", "running_mean.py"} <= names
    assert not any(name.startswith("checks/") and name.endswith(".json") for name in names)


def test_where_there_is_no_assignment_it_says_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly) as caught:
        find_work(tmp_path)
    assert str(caught.value) == (
        f"there is no assignment.toml in {tmp_path} or above it; go to the folder of your"
        " assignment, or name it with --path"
    )


def test_an_assignment_that_lost_its_settings_is_told_as_that(folder: Path) -> None:
    (folder / "assignment.toml").unlink()
    with pytest.raises(CalledWrongly, match="take it again from what you were given, your work"):
        find_work(folder)


def test_settings_that_are_broken_have_a_line(folder: Path) -> None:
    (folder / "assignment.toml").write_text('id = "tiny"\nseed = \n')
    with pytest.raises(BadFile) as caught:
        find_work(folder)
    assert caught.value.line == 2
