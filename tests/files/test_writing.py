"""What is written is whole, and nothing that is no file is replaced."""

from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.cases import cases

from grader.errors import CannotWrite
from grader.files.writing import (
    file_name,
    file_names,
    is_device,
    need_writable,
    write_whole,
    writing,
)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_or_a_device_is_written_to_and_never_replaced(tmp_path: Path, linked: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(tmp_path / "link" if linked else pipe, b"a table")
        assert os.read(reader, 100) == b"a table"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode) and (tmp_path / "link").is_symlink()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "link", pipe]


def test_a_file_is_replaced_and_a_folder_is_not(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "table.csv", b"one")
    write_whole(tmp_path / "new" / "table.csv", b"two")
    assert (tmp_path / "new" / "table.csv").read_bytes() == b"two"
    with pytest.raises(CannotWrite):
        write_whole(tmp_path / "new", b"three")
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["table.csv"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "table.csv"
    place.mkdir()
    (place / "inside").write_text("kept")
    with pytest.raises(CannotWrite):
        write_whole(place, b"new")
    assert (place / "inside").read_text() == "kept"
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_in_the_way_of_a_folder_is_one_sentence_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite) as caught:
        write_whole(tmp_path / "file" / "table.csv", b"", otherwise="take another folder")
    sentence = str(caught.value)
    assert "table.csv" in sentence and sentence.endswith("take another folder")
    assert "\n" not in sentence and "Errno" not in sentence


@pytest.mark.parametrize(
    ("error", "why"),
    cases(
        {
            "what the system says": (OSError(28, "No space left on device"), "No space left"),
            "an error without a number": (OSError("the tape is torn"), "the tape is torn"),
            "a folder that was copied": (
                shutil.Error([("a", "b", "No space left"), ("c", "d", "later")]),
                "No space left",
            ),
            "a copy that names no file": (shutil.Error("same file"), "same file"),
        }
    ),
)
def test_the_sentence_says_why(error: OSError, why: str) -> None:
    with pytest.raises(CannotWrite) as caught, writing(Path("out"), "make room"):
        raise error
    assert why in str(caught.value) and "later" not in str(caught.value)
    assert caught.value.__cause__ is error


def test_other_errors_than_the_disk_s_are_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), writing(Path("out")):
        raise ZeroDivisionError


def test_only_what_is_neither_file_nor_folder_is_a_device(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert [is_device(tmp_path / name) for name in ("file", ".", "nothing")] == [False] * 3
    assert is_device(Path(os.devnull))


@pytest.mark.parametrize(
    "name",
    ["ada", "zhang_wei-2", "Müller", "王小明", "a.b", "x" * 160, "7"],
)
def test_a_name_that_any_disk_takes_stays(name: str) -> None:
    assert file_name(name) == name


@pytest.mark.parametrize(
    ("name", "begins"),
    cases(
        {
            "a space": ("ada lovelace", "ada_lovelace-"),
            "a path": ("../../etc/passwd", "etc_passwd-"),
            "a drive": ("C:\\x", "C_x-"),
            "hidden": (".ssh", "ssh-"),
            "a dot at the end": ("ada.", "ada-"),
            "nothing": ("", "submission-"),
            "only dots": ("..", "submission-"),
            "no letters": ("😀", "submission-"),
            "half a pair": ("a\ud800", "a-"),
            "a line end": ("a\nb", "a_b-"),
            "as if it had its digest": ("ada-0123456789abcdef", "ada-0123456789abcdef-"),
        }
    ),
)
def test_a_name_that_had_to_be_changed_gets_its_digest(name: str, begins: str) -> None:
    made = file_name(name)
    assert made.startswith(begins) and len(made) == len(begins) + 16


ANY_NAME = st.text(max_size=20) | st.text(st.characters(categories=["Lo", "So"]), max_size=200)


@given(ANY_NAME)
@example("王" * 200)
@example("-rf")
def test_every_name_makes_a_file_name_that_a_disk_takes(name: str) -> None:
    made = file_name(name)
    assert 0 < len(made.encode()) <= 255 - len(".html.part")
    assert not set(made) & set('/\\:*?"<>|\0') and not made.startswith((".", "-", "_"))
    assert file_name(made) == made or made != name


@given(st.lists(st.text(max_size=4) | st.sampled_from(["Ada", "ADA", "é", "e\u0301"]), max_size=6))
def test_no_two_of_a_class_are_one_file_on_any_disk(names: list[str]) -> None:
    made = file_names(names)
    assert set(made) == set(names)
    on_disk = {unicodedata.normalize("NFC", each).casefold() for each in made.values()}
    assert len(on_disk) == len(made)


def test_names_that_differ_in_letter_case_only_both_get_a_digest() -> None:
    made = file_names(["Ada", "ada", "bob"])
    assert made["bob"] == "bob"
    assert made["Ada"].startswith("Ada-") and made["ada"].startswith("ada-")
    assert file_names(["ada"]) == {"ada": "ada"}


def test_a_place_is_tried_before_long_work_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    need_writable(tmp_path / "new" / "release")
    for place in (tmp_path / "file", tmp_path / "file" / "release"):
        with pytest.raises(CannotWrite, match="cannot be written"):
            need_writable(place)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
