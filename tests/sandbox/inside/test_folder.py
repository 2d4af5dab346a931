"""A student process' own folder: files for reading, and what a check wrote is gone at its end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from support.cases import cases

from grader.model.submission import Form
from grader.nouns import replace
from grader.sandbox.inside.folder import Folder, place_files
from grader.sources.tasks import TaskCode, TaskSpec

LAB = TaskSpec("lab", "lab.py", "Lab", ("f",), (), True)


def laid_out(folder: Path, *files: tuple[str, bytes]) -> Folder:
    made = Folder(folder)
    made.lay_out(files)
    return made


def listed(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_are_laid_out_for_reading(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, ("a.csv", b"1"), ("in/深.txt", b"2"))
    assert listed(tmp_path) == ["a.csv", "in/深.txt"]
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) & 0o222 == 0
    assert set(folder.read_only) == {str(tmp_path / "a.csv"), str(tmp_path / "in" / "深.txt")}
    assert not folder.has_changed()


@pytest.mark.parametrize(
    "name", ["../a.csv", "/tmp/a.csv", "in/../../a.csv", "a.ipynb", "x" * 300, "a\0b", "\ud800", ""]
)
def test_what_would_lie_elsewhere_or_nowhere_is_left_out(tmp_path: Path, name: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    folder = laid_out(own, (name, b"1"), ("b.csv", b"2"))
    assert listed(tmp_path) == ["own/b.csv"] and len(folder.read_only) == 1


def test_the_first_of_a_name_counts(tmp_path: Path) -> None:
    laid_out(tmp_path, ("a.csv", b"course"), ("a.csv", b"student"))
    assert (tmp_path / "a.csv").read_bytes() == b"course"


def test_a_file_in_the_way_of_a_folder_leaves_the_rest(tmp_path: Path) -> None:
    laid_out(tmp_path, ("a", b"1"), ("a/b.csv", b"2"), ("c.csv", b"3"))
    assert listed(tmp_path) == ["a", "c.csv"]


def test_what_a_check_wrote_is_removed_and_the_rest_stays(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, ("a.csv", b"1"))
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "x.npy").write_bytes(b"")
    (tmp_path / "y.npy").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "a.csv")
    folder.tidy()
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    folder.tidy()


def test_what_is_there_when_loading_ends_may_be_kept(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    (tmp_path / "cache").mkdir()
    folder.keep()
    (tmp_path / "cache" / "x").touch()
    folder.tidy()
    assert (tmp_path / "cache").is_dir() and listed(tmp_path) == []


@pytest.mark.parametrize("how", ["written", "replaced", "removed"])
def test_a_file_that_is_another_now_is_told(tmp_path: Path, how: str) -> None:
    folder = laid_out(tmp_path, ("a.csv", b"1"), ("b.csv", b"2"))
    path = tmp_path / "a.csv"
    if how == "removed":
        path.unlink()
    elif how == "replaced":
        path.unlink()
        path.write_bytes(b"1")
        os.utime(path, ns=(0, 0))
    else:
        path.chmod(0o644)
        path.write_bytes(b"other")
    assert folder.has_changed()


def code(name: str) -> TaskCode:
    return TaskCode("lab", Form.FILE, name)


@pytest.mark.parametrize(
    ("name", "spec", "names"),
    cases(
        {
            "on top": ("lab.py", LAB, ["lab.py", "data/x.csv", "hw/lab.py", "hw/data/y.csv"]),
            "in a folder": ("hw/lab.py", LAB, ["lab.py", "data/y.csv"]),
            "under another name": ("hw/mine.py", LAB, ["lab.py", "data/y.csv"]),
            "whose task is in a folder": (
                "hw/src/lab.py",
                replace(LAB, file="src/lab.py"),
                ["lab.py", "data/y.csv"],
            ),
        }
    ),
)
def test_files_beside_the_work_have_the_names_that_its_author_used(
    name: str, spec: TaskSpec, names: list[str]
) -> None:
    files = [(each, b"") for each in ("lab.py", "data/x.csv", "hw/lab.py", "hw/data/y.csv")]
    placed = place_files(files, [("given.csv", b"")], [code(name)], {"lab": spec})
    found = [name for name, _ in placed]
    assert found[0] == "given.csv" and found[1 : 1 + len(names)] == names
    assert found[-len(files) :] == [name for name, _ in files]


def test_a_task_that_was_not_handed_in_has_no_folder() -> None:
    files = [("a/x.csv", b"")]
    assert place_files(files, [], [TaskCode("lab", Form.NONE)], {"lab": LAB}) == files
