"""The code of a class again: out of the folder that was graded, an earlier year's, the course's."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import NOON
from support.courses import TINY, tiny
from support.memory_gradebook import MemoryGradebook

from grader.errors import CalledWrongly
from grader.gradebook.sqlite import SqliteGradebook
from grader.model import BatchRecord, Policy, Roster, Student
from grader.runs.people.handed_in_code import (
    find_earlier_folder,
    find_graded_folder,
    read_class_documents,
    read_given_documents,
)

ROSTER = Roster(students=(Student(id="s1", name="Ada", section="B", group="7"),))


def batch(folder: Path | str) -> BatchRecord:
    return BatchRecord(assignment="tiny", began=NOON, policy=Policy(), submissions=str(folder))


def test_the_folder_is_the_one_that_is_named_else_that_of_the_last_batch(tmp_path: Path) -> None:
    book = MemoryGradebook()
    for name in ("first", "last"):
        (tmp_path / name).mkdir()
        book.remember_batch(batch(tmp_path / name))
    book.remember_batch(batch(""))
    assert find_graded_folder(book, tiny(), None) == tmp_path / "last"
    assert find_graded_folder(book, tiny(), tmp_path / "mine") == tmp_path / "mine"


def test_where_nobody_knows_the_option_is_named(tmp_path: Path) -> None:
    book = MemoryGradebook()
    with pytest.raises(CalledWrongly, match=r"does not say where .*--submissions"):
        find_graded_folder(book, tiny(), None)
    book.remember_batch(batch(tmp_path / "gone"))
    with pytest.raises(CalledWrongly, match=r"gone, which is not there any more.*--submissions"):
        find_graded_folder(book, tiny(), None)


def test_an_earlier_year_is_a_folder_or_what_its_gradebook_remembers(tmp_path: Path) -> None:
    assert find_earlier_folder(tmp_path / "2025", tiny()) == tmp_path / "2025"
    book = SqliteGradebook(tmp_path / "old.sqlite")
    book.remember_batch(batch(tmp_path))
    book.close()
    assert find_earlier_folder(tmp_path / "old.sqlite", tiny()) == tmp_path
    with pytest.raises(CalledWrongly, match="there is no gradebook at"):
        find_earlier_folder(tmp_path / "none.sqlite", tiny())


def test_each_task_has_the_code_of_who_handed_some_in_with_the_roster_s_words(
    tmp_path: Path,
) -> None:
    for name, file in (("s1", "running_mean.py"), ("bob", "rescale.py")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text("def running_mean(v):\n    return v\n")
    documents = read_class_documents(tmp_path, TINY, tiny(), ROSTER, source="2025")
    authors = [each.author for each in documents["running_mean"]]
    known, stranger = sorted(authors, key=lambda author: author.submission, reverse=True)
    assert (known.submission, known.name, known.section, known.group) == ("s1", "Ada", "B", "7")
    assert (stranger.submission, stranger.name, stranger.group) == ("bob", "bob", "")
    assert {author.source for author in authors} == {"2025"} and list(documents) == ["running_mean"]


def test_what_everybody_has_are_stubs_and_reference_and_no_check() -> None:
    documents = read_given_documents(tiny())
    assert set(documents) == {"running_mean", "rescale"}
    stub, reference = documents["running_mean"]
    texts = ["".join(part.text for part in each.parts) for each in (stub, reference)]
    assert "NotImplementedError" in texts[0] and "cumsum" in texts[1]
    assert not any("compare.equal" in text for text in texts)
