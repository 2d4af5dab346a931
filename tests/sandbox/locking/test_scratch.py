"""The folder of a student process is measured and removed, whatever lies in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.sandbox.locking.scratch import (
    MAX_ENTRIES,
    MAX_MIB,
    TOO_MUCH,
    make_folder,
    remove_folder,
    written_bytes,
)


def test_two_folders_have_two_names(tmp_path: Path) -> None:
    names = {make_folder(tmp_path).name for _ in range(20)}
    assert len(names) == 20 and all(len(name) == 32 for name in names)


def test_what_lies_in_it_is_counted_at_every_depth(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(b"x" * 700)
    (tmp_path / "d").write_bytes(b"x" * 300)
    assert written_bytes(tmp_path) == 1000


def test_too_many_bytes_are_too_much(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate((MAX_MIB << 20) + 1)
    assert written_bytes(tmp_path) == TOO_MUCH


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir], ids=["files", "folders"])
def test_too_many_entries_are_too_much(tmp_path: Path, make: object) -> None:
    assert callable(make)
    for number in range(MAX_ENTRIES + 1):
        make(tmp_path / str(number))
    assert written_bytes(tmp_path) == TOO_MUCH


def test_a_folder_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    assert written_bytes(tmp_path / "gone") == 0


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """A folder as deep as a process can make one that walks down: no path reaches the ground."""
    folder = make_folder(tmp_path)
    at = os.open(folder, os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("d" * 20, dir_fd=at)
        below = os.open("d" * 20, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    return folder


@pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="walks down by descriptors")
def test_a_folder_of_any_depth_is_too_much_and_is_removed(deep: Path) -> None:
    assert written_bytes(deep) == TOO_MUCH
    remove_folder(deep)
    assert not deep.exists()


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    folder = make_folder(tmp_path)
    (folder / "link").symlink_to(tmp_path / "kept")
    remove_folder(folder)
    assert not folder.exists() and (tmp_path / "kept" / "file").exists()
