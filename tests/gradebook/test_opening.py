"""Opening the file that a command works on, or saying why not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.classes import NOON, handed_in

from grader.errors import CalledWrongly, CannotWrite, GradebookError
from grader.gradebook.opening import open_gradebook


def test_a_new_one_is_made_with_the_folders_around_it(tmp_path: Path) -> None:
    path = tmp_path / "term" / "课程" / "gradebook.sqlite"
    book = open_gradebook(path)
    book.add(handed_in(), key="k", recorded=NOON)
    book.close()
    assert path.is_file()


def test_one_that_is_there_is_opened_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.sqlite"
    first = open_gradebook(path)
    first.add(handed_in(), key="k", recorded=NOON)
    first.close()
    again = open_gradebook(path, new=False)
    assert list(again.latest_entries("tiny")) == ["ada"]
    again.close()


def test_one_that_should_be_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "gradebook.sqlite"
    with pytest.raises(CalledWrongly) as caught:
        open_gradebook(path, new=False)
    assert str(caught.value) == (
        f"there is no gradebook at {path}; run `grade batch` first, or name another with"
        " --gradebook"
    )
    assert not path.parent.exists()


def test_a_folder_in_its_place_is_no_gradebook(tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly, match="there is no gradebook at"):
        open_gradebook(tmp_path, new=False)


def test_a_file_in_the_place_of_its_folder_has_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "term").write_text("a file")
    with pytest.raises(CannotWrite, match="name another place with --gradebook"):
        open_gradebook(tmp_path / "term" / "gradebook.sqlite")


def test_a_file_that_is_no_gradebook_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_text("these are my notes, and they are no database at all\n" * 40)
    before = path.read_bytes()
    with pytest.raises(GradebookError, match="this is not a gradebook, or it is damaged"):
        open_gradebook(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("missing", ["jinja2", "rich", "sqlalchemy"])
def test_without_the_staff_extra_it_says_what_to_install(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    if missing == "sqlalchemy":
        monkeypatch.delitem(sys.modules, "grader.gradebook.sqlite", raising=False)
        monkeypatch.delitem(sys.modules, "grader.gradebook.schema", raising=False)
    with pytest.raises(CalledWrongly) as caught:
        open_gradebook(tmp_path / "gradebook.sqlite")
    assert 'pip install "tensorgrade[staff]"' in str(caught.value)
    assert not (tmp_path / "gradebook.sqlite").exists()
