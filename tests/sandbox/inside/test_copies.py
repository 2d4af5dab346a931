"""The course's own files beside a student's work: its copy counts, and a changed one is told."""

from __future__ import annotations

import pytest

from grader.sandbox.inside.copies import join_pieces, note_changed_copies, without_copies

GIVEN = [("lib.py", b"given"), ("data/x.csv", b"1,2")]


def test_contents_that_came_in_pieces_are_joined() -> None:
    assert join_pieces((("a", (b"1", b"2")), ("b", ()))) == [("a", b"12"), ("b", b"")]


@pytest.mark.parametrize("name", ["lib.py", "work/lib.py", "a/b/lib.py", "work/data/x.csv"])
def test_a_copy_makes_way_wherever_it_lies(name: str) -> None:
    assert without_copies([("a.py", b"mine"), (name, b"other")], GIVEN) == [("a.py", b"mine")]


@pytest.mark.parametrize("name", ["mylib.py", "lib.py.txt", "x.csv", "lib/py"])
def test_another_name_is_no_copy(name: str) -> None:
    files = [(name, b"mine")]
    assert without_copies(files, GIVEN) == files and note_changed_copies(files, GIVEN) == ()


def test_a_copy_is_told_where_it_is_another() -> None:
    files = [("work/lib.py", b"mine"), ("data/x.csv", b"1,2")]
    assert note_changed_copies(files, GIVEN) == (
        "work/lib.py is not as the course gave it; the course's lib.py was used",
    )
