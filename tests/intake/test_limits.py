"""What is kept of a submission: how much, under which name, with which notes."""

from __future__ import annotations

import io
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import cases

from grader.intake.limits import MOST_NOTES, Reading, UnreadableArchive, decode_name
from grader.model import Ceilings

MIB = 1 << 20
SMALL = Ceilings(file_mib=1, total_mib=2, files=3, entries=4, archive_mib=9, name_length=20)


def reading(**files: bytes) -> Reading:
    """A submission of which these files were read: `a_py` is a.py."""
    found = Reading(SMALL)
    for name, content in files.items():
        take(found, name.replace("_", "."), content)
    return found


def take(found: Reading, name: str, content: bytes) -> None:
    found.take(name, io.BytesIO(content))


@pytest.mark.parametrize(
    ("raw", "name"),
    cases(
        {
            "plain": (b"a.py", "a.py"),
            "UTF-8": ("作业.py".encode(), "作业.py"),
            "Chinese Windows": ("作业.py".encode("gbk"), "作业.py"),
            "neither": (b"\xff\xff.py", "\ufffd\ufffd.py"),
            "nothing": (b"", ""),
        }
    ),
)
def test_a_name_is_read_in_the_encoding_that_fits(raw: bytes, name: str) -> None:
    assert decode_name(raw) == name


def test_files_are_handed_on_by_name() -> None:
    found = reading(b_py=b"2", a_py=b"1")
    assert [(file.name, file.content) for file in found.list_submitted()] == [
        ("a.py", b"1"),
        ("b.py", b"2"),
    ]
    assert (found.total, found.notes, found.problem()) == (2, [], None)


@pytest.mark.parametrize(
    ("name", "size", "note"),
    cases(
        {
            "as large as may be": ("a.py", MIB, None),
            "an empty file": ("a.py", 0, None),
            "too large": ("a.py", 2 * MIB + 1, "a.py was left out: 2 MiB are more than 1 MiB"),
            "there already": ("there.py", 1, "there.py is there twice; the first one counts"),
            "a long name": (
                "x" * 21,
                1,
                f"a file with a name of 21 characters was left out: {'x' * 21}…",
            ),
            "a very long name": (
                "x" * 5000,
                1,
                f"a file with a name of 5,000 characters was left out: {'x' * 60}…",
            ),
        }
    ),
)
def test_what_has_no_room_is_left_out_with_a_note(name: str, size: int, note: str | None) -> None:
    found = reading(there_py=b"")
    assert found.has_room(name, size) is (note is None)
    assert found.notes == ([note] if note else [])


def test_a_file_that_says_it_is_small_is_read_up_to_the_ceiling_only() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return bytes(size)

    stream = Endless()
    found = Reading(SMALL)
    found.take("a.py", stream)  # type: ignore[arg-type]
    assert found.files == {} and stream.given <= MIB + (1 << 17)
    assert found.notes == ["a.py was left out: it unpacks to more than 1 MiB"]


def test_all_files_together_have_a_ceiling() -> None:
    found = reading(a_py=bytes(MIB), b_py=bytes(MIB), c_py=b"1")
    assert sorted(found.files) == ["a.py", "b.py"]
    assert found.notes == [
        "c.py and what follows was left out: the submission has more than can be read"
    ]
    take(found, "d.py", b"")
    assert "d.py" in found.files


def test_the_number_of_files_has_a_ceiling() -> None:
    found = reading(a_py=b"", b_py=b"", c_py=b"", d_py=b"")
    assert len(found.files) == SMALL.files and "d.py and what follows" in found.notes[0]


def test_data_never_takes_the_room_of_the_work() -> None:
    found = reading(a_csv=bytes(MIB), b_csv=b"1", c_py=bytes(MIB))
    assert sorted(found.files) == ["a.csv", "c.py"]


def test_entries_have_a_ceiling_over_all_archives_together() -> None:
    found = Reading(SMALL)
    found.count_entries("a.zip", 3)
    found.count_entries("b.zip")
    with pytest.raises(UnreadableArchive, match=r"b\.zip has more than 4 entries; ask for the"):
        found.count_entries("b.zip")


@pytest.mark.parametrize(
    ("name", "kept", "note"),
    [
        ("a.py", "a.py", None),
        ("lab.py.txt", "lab.py", "lab.py.txt was read as lab.py"),
        ("there.py.txt", "there.py.txt", None),
    ],
)
def test_an_ending_that_a_browser_added_is_taken_off(
    name: str, kept: str, note: str | None
) -> None:
    found = reading(there_py=b"")
    assert found.choose_name(name) == kept
    assert found.notes == ([note] if note else [])


def test_a_note_is_made_once_and_not_without_end() -> None:
    found = Reading(SMALL)
    found.note("a")
    for number in range(2 * MOST_NOTES):
        found.note("a")
        found.note(str(number))
    assert found.notes == ["a", *map(str, range(MOST_NOTES - 1))]


LARGE = "is not read: it has more than 1 MiB"


@pytest.mark.parametrize(
    ("files", "left_out", "passed_over", "problem"),
    cases(
        {
            "nothing": ({}, [], [], None),
            "work": ({"a.py": b""}, [], ["b.rar"], None),
            "work in a file that is too large": (
                {},
                ["a.py"],
                [],
                f"a.py {LARGE}; hand in the source alone",
            ),
            "other work beside it": ({"b.py": b""}, ["a.py"], [], None),
            "a notebook that is too large, whatever is beside it": (
                {"b.py": b""},
                ["a.ipynb"],
                [],
                f"a.ipynb {LARGE}; clear its outputs and hand it in again",
            ),
            "data that is too large": ({}, ["a.csv"], [], None),
            "an archive that nobody can read": (
                {},
                [],
                ["a.rar"],
                "a.rar is a RAR archive, which cannot be read; hand in a zip",
            ),
            "only text beside it": (
                {"readme.md": b""},
                [],
                ["a.7z"],
                "a.7z is a 7-Zip archive, which cannot be read; hand in a zip",
            ),
        }
    ),
)
def test_where_the_work_may_be_in_what_is_not_read_the_submission_is_held(
    files: dict[str, bytes], left_out: list[str], passed_over: list[str], problem: str | None
) -> None:
    found = Reading(SMALL, files=files)
    for name in left_out:
        found.leave_out(name, "too large")
    for name in passed_over:
        found.pass_over(name)
    assert found.problem() == problem


def test_work_behind_the_ceiling_holds_the_submission_too() -> None:
    found = reading(a_md=bytes(MIB), b_md=bytes(MIB), c_py=b"1")
    assert found.problem() == (
        "c.py is not read: more than 2 MiB came before it; hand in the source alone"
    )


@pytest.mark.parametrize(
    ("files", "others", "notes"),
    cases(
        {
            "nothing": ([], [], []),
            "work": (["a.py"], ["b.pdf"], []),
            "no work": ([], ["b.pdf"], ["found only b.pdf"]),
            "an answer is not told as something else": (["a.md"], [], []),
            "data": (["a.csv"], ["b.pdf"], ["found only b.pdf, a.csv"]),
            "very many": (
                [],
                [f"{n}.pdf" for n in range(7)],
                ["found only 0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf and 2 more"],
            ),
            "an archive": (
                ["a.py"],
                ["b.rar"],
                ["b.rar was left out: a RAR archive cannot be read"],
            ),
        }
    ),
)
def test_where_no_work_is_what_lies_there_is_told(
    files: list[str], others: list[str], notes: list[str]
) -> None:
    found = Reading(SMALL, files=dict.fromkeys(files, b""))
    for name in others:
        found.pass_over(name)
    assert found.closing_notes() == notes


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a.py", "b.csv", "c.md", "d.py", "e.npz"]), st.integers(0, 9)),
        max_size=12,
    )
)
def test_no_more_is_kept_than_may_be(pieces: list[tuple[str, int]]) -> None:
    found = Reading(SMALL)
    for name, eighths in pieces:
        stream: IO[bytes] = io.BytesIO(bytes(eighths * MIB // 8))
        found.take(name, stream)
    sizes = {name: len(content) for name, content in found.files.items()}
    assert sum(sizes.values()) == found.total <= 2 * MIB
    assert len(sizes) <= SMALL.files and max(sizes.values(), default=0) <= MIB
    assert sizes.get("b.csv", 0) + sizes.get("e.npz", 0) <= MIB


NOTEBOOK = b'{"cells": [], "metadata": {}, "nbformat": 4}'


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    cases(
        {
            "a notebook that is called a file": ("srn.py", b"\n" + NOTEBOOK, "srn.ipynb"),
            "in capitals": ("SRN.PY", NOTEBOOK, "SRN.ipynb"),
            "a notebook": ("srn.ipynb", NOTEBOOK, "srn.ipynb"),
            "Python": ("srn.py", b"x = {'cells': []}", "srn.py"),
            "a dict of Python's": ("srn.py", b'{"cells": [x for x in y]}', "srn.py"),
            "a dict that is JSON too": ("srn.py", b'{"cells": 3}', "srn.py"),
            "a notebook that breaks off": ("srn.py", NOTEBOOK[:-5], "srn.py"),
            "data": ("srn.json", NOTEBOOK, "srn.json"),
        }
    ),
)
def test_a_notebook_is_one_whatever_it_is_called(name: str, content: bytes, kept: str) -> None:
    found = reading()
    take(found, name, content)
    assert list(found.files) == [kept]
    assert found.notes == ([] if kept == name else [f"{name} was read as {kept}"])


def test_a_second_notebook_of_that_name_is_left_with_a_note() -> None:
    found = reading(srn_ipynb=NOTEBOOK)
    take(found, "srn.py", NOTEBOOK)
    assert list(found.files) == ["srn.ipynb"] and any("there twice" in each for each in found.notes)
