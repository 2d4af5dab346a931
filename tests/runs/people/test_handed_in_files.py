"""The files of one submission again: those kept beside the gradebook, or those of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import NOON, handed_in
from support.courses import tiny
from support.memory_gradebook import MemoryGradebook

from grader.evidence.evidence_folder import EvidenceFolder
from grader.model import BatchRecord, Course, Policy, Result, Submission, SubmittedFile
from grader.nouns import replace
from grader.runs.people.handed_in_files import read_files_again, read_kept_files

FILES = (SubmittedFile(name="rescale.py", content=b"x = 1\n"),)


def result_of(files: tuple[SubmittedFile, ...]) -> Result:
    return handed_in("ada", digest=Submission(name="ada", files=files).digest)


def book_of(folder: Path) -> MemoryGradebook:
    book = MemoryGradebook()
    book.remember_batch(
        BatchRecord(assignment="tiny", began=NOON, policy=Policy(), submissions=str(folder))
    )
    return book


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    path = tmp_path / "class" / "ada" / "rescale.py"
    path.parent.mkdir(parents=True)
    path.write_bytes(FILES[0].content)
    return tmp_path / "class"


def test_files_that_were_kept_are_those_that_were_judged(tmp_path: Path) -> None:
    evidence = EvidenceFolder(tmp_path / "evidence")
    evidence.keep("tiny", Submission(name="ada", files=FILES), ["rescale"], b"answers")
    assert read_kept_files(evidence, MemoryGradebook(), result_of(FILES)).files == FILES
    other = replace(FILES[0], content=b"x = 2\n")
    missing = read_kept_files(evidence, MemoryGradebook(), result_of((other,)))
    assert missing.files == () and "not kept beside the gradebook" in missing.problem
    (work,) = (tmp_path / "evidence" / "work").rglob("*.json")
    work.write_text("{", encoding="utf-8")
    assert (
        "cannot be read" in read_kept_files(evidence, MemoryGradebook(), result_of(FILES)).problem
    )


def test_who_handed_nothing_in_has_none(tmp_path: Path) -> None:
    told = read_kept_files(EvidenceFolder(tmp_path), book_of(tmp_path), result_of(()))
    assert told.problem == "Nothing was handed in." and told.folder == ""


def test_where_nothing_is_kept_the_folder_is_named_if_it_is_there(tmp_path: Path) -> None:
    assert read_kept_files(None, book_of(tmp_path), result_of(FILES)).folder == str(tmp_path)
    assert read_kept_files(None, book_of(tmp_path / "gone"), result_of(FILES)).folder == ""
    assert read_kept_files(None, MemoryGradebook(), result_of(FILES)).folder == ""


def _again(folder: Path, result: Result) -> tuple[tuple[SubmittedFile, ...], str]:
    assignment = tiny()
    course = Course(folder=assignment.folder.parent.parent)
    read = read_files_again(book_of(folder), course, assignment, None, result)
    return read.files, read.problem


def test_the_folder_gives_the_work_that_was_judged_and_no_other(class_folder: Path) -> None:
    assert _again(class_folder, result_of(FILES)) == (FILES, "")
    assert "other work than was judged" in _again(class_folder, handed_in("ada"))[1]
    assert "no such submission any more" in _again(class_folder, handed_in("bob"))[1]
    assert "not there any more" in _again(class_folder / "gone", handed_in("ada"))[1]
