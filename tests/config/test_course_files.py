"""Files that a course gives beside the stubs."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import students_tiny

from grader.config.course_files import read_course_files
from grader.errors import CalledWrongly
from grader.model import Assignment
from grader.nouns import replace


def assignment(folder: Path, *files: str) -> Assignment:
    """The tiny homework with those files, in `folder/given` and `folder/solutions`."""
    given, solutions = folder / "given", folder / "solutions"
    for each in (given, solutions):
        each.mkdir(exist_ok=True)
    return replace(students_tiny(), folder=given, solutions=solutions, files=files)


def put(path: Path, content: bytes = b"") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def read(of: Assignment) -> dict[str, bytes]:
    return {file.name: file.content for file in read_course_files(of)}


def test_without_any_there_are_none(tmp_path: Path) -> None:
    assert read_course_files(assignment(tmp_path)) == ()


def test_a_file_and_each_file_of_a_folder_have_the_names_that_code_uses(tmp_path: Path) -> None:
    of = assignment(tmp_path, "helpers.py", "data")
    for name in ("helpers.py", "data/b.npz", "data/a.npz", "data/in/深.txt", "other.txt"):
        put(of.folder / name, name.encode())
    put(of.folder / "data" / "__pycache__" / "x.pyc")
    found = read(of)
    assert list(found) == ["helpers.py", "data/a.npz", "data/b.npz", "data/in/深.txt"]
    assert all(content == name.encode() for name, content in found.items())


def test_what_students_have_counts_over_what_the_solutions_have(tmp_path: Path) -> None:
    of = assignment(tmp_path, "a.txt", "b.txt")
    put(of.folder / "a.txt", b"given")
    for name in ("a.txt", "b.txt"):
        put(tmp_path / "solutions" / name, b"solution")
    assert read(of) == {"a.txt": b"given", "b.txt": b"solution"}


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    of = assignment(tmp_path, "data")
    (of.folder / "data").mkdir()
    assert read_course_files(of) == ()


@pytest.mark.parametrize("with_solutions", [True, False])
def test_a_file_that_is_nowhere_is_told_with_its_place(
    tmp_path: Path, with_solutions: bool
) -> None:
    of = assignment(tmp_path, "data.npz")
    of = of if with_solutions else replace(of, solutions=None)
    with pytest.raises(CalledWrongly) as caught:
        read_course_files(of)
    assert str(caught.value) == (
        f"{of.folder / 'data.npz'} is not there, though `files` in assignment.toml names it; put it"
        " there, or take it out of `files`"
    )
