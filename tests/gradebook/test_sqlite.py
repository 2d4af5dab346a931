"""A gradebook's file that goes away while it is in use takes no mark along."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.classes import NOON, handed_in, hold

from grader.errors import GradebookNotWritten
from grader.gradebook.sqlite import SqliteGradebook


def _replace(file: Path) -> None:
    shutil.copy(file, file.with_name("copy"))
    file.with_name("copy").replace(file)


def _move_folder(file: Path) -> None:
    file.parent.rename(file.parent.with_name("elsewhere"))


@pytest.mark.parametrize("go_away", [Path.unlink, _replace, _move_folder])
def test_nothing_is_written_into_a_file_that_is_gone(
    tmp_path: Path, go_away: Callable[[Path], None]
) -> None:
    (tmp_path / "course").mkdir()
    file = tmp_path / "course" / "gradebook.sqlite"
    book = SqliteGradebook(file)
    book.add(handed_in("ada"), key="k", recorded=NOON)
    go_away(file)
    was_there = file.exists()
    for use in (lambda: book.decide([hold("ada")]), lambda: book.reach("tiny")):
        with pytest.raises(GradebookNotWritten, match="moved, deleted or replaced"):
            use()
    assert file.exists() == was_there
    book.close()


def test_a_file_that_is_put_back_is_used_again(tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "gradebook.sqlite", tmp_path / "elsewhere"
    book = SqliteGradebook(file)
    file.rename(elsewhere)
    with pytest.raises(GradebookNotWritten):
        book.decide([hold("ada")])
    elsewhere.rename(file)
    book.decide([hold("ada")])
    assert len(book.decisions("tiny")) == 1
    book.close()


def test_a_gradebook_that_may_only_be_read_is_read_and_nothing_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root nothing is forbidden by its mode, so that the answer to that question is given."""
    file = tmp_path / "marks of 2026?.sqlite"
    book = SqliteGradebook(file)
    book.add(handed_in("ada"), key="k", recorded=NOON)
    book.close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    archived = SqliteGradebook(file)
    assert list(archived.latest_entries("tiny")) == ["ada"]
    with pytest.raises(GradebookNotWritten, match="readonly"):
        archived.decide([hold("ada")])
    archived.close()
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
