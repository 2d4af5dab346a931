"""Folders, archives and files that no LMS made: one attempt an entry, by its own name."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.downloads import written, zipped

from grader.intake.listing import open_source
from grader.intake.recognisers.contract import Attempt, Recognised
from grader.intake.recognisers.folders import recognise, to_attempt
from grader.model import Blame

A = b"x = 1\n"


def recognised(folder: Path, files: dict[str, bytes | str]) -> Recognised:
    with open_source(written(folder / "class", files)) as source:
        return recognise(source)


def only(folder: Path, files: dict[str, bytes | str]) -> Attempt:
    (one,) = recognised(folder, files).attempts
    return one


def test_each_entry_that_may_be_work_is_an_attempt(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"a/x.py": A, "b.zip": zipped({"x.py": A}), "c.ipynb": "{}"}
    class_ = recognised(tmp_path, {**files, "paper.pdf": "%PDF", "d.py": A})
    assert [each.name for each in class_.attempts] == ["a", "b", "c", "d"]
    assert [item.name for item in class_.unknown] == ["paper.pdf"]


@pytest.mark.parametrize(
    ("files", "top", "file"),
    [
        ({"ada/x.py": A}, None, None),
        ({"ada.zip": zipped({"x.py": A})}, "ada.zip", None),
        ({"ada.py": A}, "ada.py", "ada.py"),
        ({"ada.py.txt": A}, "ada.py.txt", "ada.py.txt"),
    ],
    ids=["a folder", "an archive", "a file", "a file with an ending added"],
)
def test_it_is_known_what_the_whole_of_it_is(
    tmp_path: Path, files: dict[str, bytes | str], top: str | None, file: str | None
) -> None:
    one = only(tmp_path, files)
    assert (one.name, one.top, one.file, one.problem) == ("ada", top, file, None)
    assert one.blame is Blame.STUDENT and one.received is None


def test_a_link_is_held_and_is_the_course_s_to_mend(tmp_path: Path) -> None:
    written(tmp_path / "class", {"bob/x.py": A})
    (tmp_path / "class" / "ada").symlink_to(tmp_path)
    one = recognised(tmp_path, {}).attempts[0]
    assert one.name == "ada" and one.blame is Blame.COURSE and one.pieces() == ()
    assert one.problem is not None and "never followed" in one.problem


def test_links_within_a_folder_are_named(tmp_path: Path) -> None:
    written(tmp_path / "class", {"ada/x.py": A})
    (tmp_path / "class" / "ada" / "data").symlink_to(tmp_path)
    with open_source(tmp_path / "class") as source:
        (note,) = to_attempt(source.items[0]).notes
    assert note.endswith("never read: data")
