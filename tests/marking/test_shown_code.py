"""All code of a submission, with the lines marked that checks point at."""

from __future__ import annotations

import json

import pytest
from support.results import check, result, task

from grader.marking.shown_code import (
    AROUND,
    MOST_LINES,
    MOST_MIB,
    MOST_TEXTS,
    MOST_WIDTH,
    ShownText,
    mark_code,
)
from grader.model import Outcome, Place, Result, SubmittedFile
from grader.nouns import replace


def pointing(file: str, *lines: int) -> Result:
    """A result whose failed checks point at lines of a file."""
    checks = [
        replace(check(f"a::at_{line}", Outcome.FAILED), place=Place(file=file, line=line))
        for line in lines
    ]
    return result(task("a", *checks))


def lines_of(number: int) -> bytes:
    return "".join(f"x = {at}\n" for at in range(1, number + 1)).encode()


def notebook(*cells: tuple[str, str]) -> bytes:
    listed = [{"cell_type": kind, "metadata": {}, "source": text} for kind, text in cells]
    return json.dumps({"cells": listed, "nbformat": 4, "nbformat_minor": 5}).encode()


def numbers(text: ShownText) -> list[int]:
    return [line.number for line in text.lines]


def test_each_line_has_its_number_and_the_checks_that_point_at_it() -> None:
    code = mark_code(
        [SubmittedFile(name="b.py", content=b"y\n"), SubmittedFile(name="a.py", content=b"p\nq\n")],
        pointing("a.py", 2),
    )
    first, second = code.texts
    assert (first.place, second.place) == ("a.py", "b.py")  # what is pointed at comes first
    assert [(line.number, line.text) for line in first.lines] == [(1, "p"), (2, "q")]
    assert [[each.id for each in line.checks] for line in first.lines] == [[], ["a::at_2"]]
    assert code.anchors == {"a::at_2": first.lines[1].id}
    ids = [line.id for text in code.texts for line in text.lines]
    assert len(ids) == len(set(ids))


def test_a_notebook_is_shown_cell_by_cell() -> None:
    content = notebook(("markdown", "# Title"), ("code", "def f():\n    return 1"))
    code = mark_code(
        [SubmittedFile(name="w.ipynb", content=content)], pointing("w.ipynb cell 2", 2)
    )
    assert [(text.place, text.note) for text in code.texts] == [
        ("w.ipynb cell 2", ""),
        ("w.ipynb cell 1", "markdown, no code"),
    ]
    assert code.anchors["a::at_2"] == code.texts[0].lines[1].id and code.others == ()


def test_of_a_long_file_the_start_and_what_is_pointed_at_is_shown() -> None:
    far = MOST_LINES + 500
    (text,) = mark_code(
        [SubmittedFile(name="a.py", content=lines_of(far + 900))], pointing("a.py", far)
    ).texts
    assert numbers(text) == [*range(1, MOST_LINES + 1), *range(far - AROUND, far + AROUND + 1)]
    jump = text.lines[MOST_LINES]
    assert jump.left_out == far - AROUND - MOST_LINES - 1
    assert text.left_out == 900 - AROUND
    assert sum(line.left_out for line in text.lines) + len(text.lines) + text.left_out == far + 900


def test_all_files_together_are_bounded() -> None:
    files = [SubmittedFile(name=f"f{at}.py", content=lines_of(1000)) for at in range(5)]
    texts = mark_code(files, pointing("nowhere.py", 3)).texts
    assert sum(len(text.lines) for text in texts) == MOST_LINES
    assert [text.left_out for text in texts] == [0, 500, 1000, 1000, 1000]
    many = [SubmittedFile(name=f"f{at}.py", content=b"x") for at in range(MOST_TEXTS + 3)]
    code = mark_code(many, pointing("f0.py"))
    assert len(code.texts) == MOST_TEXTS and code.others[-1] == "3 more files and cells"


def test_a_long_line_is_cut() -> None:
    (text,) = mark_code(
        [SubmittedFile(name="a.py", content=b"x" * 10_000)], pointing("a.py", 1)
    ).texts
    assert text.lines[0].text == "x" * MOST_WIDTH + " …"


@pytest.mark.parametrize(
    "file",
    [
        SubmittedFile(name="weights.npz", content=b"PK\x03\x04"),
        SubmittedFile(name="huge.py", content=b"x" * ((MOST_MIB << 20) + 1)),
    ],
)
def test_what_is_not_shown_is_named(file: SubmittedFile) -> None:
    code = mark_code([file], pointing("a.py", 1))
    assert code.texts == () and code.anchors == {}
    assert code.others == (f"{file.name} ({len(file.content):,} bytes)",)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"cells": 3}', b"\xff\xfe"])
def test_a_broken_notebook_says_so(content: bytes) -> None:
    (text,) = mark_code([SubmittedFile(name="w.ipynb", content=content)], pointing("a", 1)).texts
    assert text.lines == () and text.note.startswith("w.ipynb")


def test_a_place_outside_the_file_has_no_anchor() -> None:
    code = mark_code([SubmittedFile(name="a.py", content=b"x\n")], pointing("a.py", 0, 99))
    assert code.anchors == {} and numbers(code.texts[0]) == [1]


def test_what_is_hidden_is_out_of_places_and_lines() -> None:
    code = mark_code(
        [
            SubmittedFile(name="ada.py", content=b"# by ada\n"),
            SubmittedFile(name="ada.png", content=b"x"),
        ],
        pointing("ada.py", 1),
        hide=lambda text: text.replace("ada", "-"),
    )
    assert "ada" not in str((code.texts[0].place, code.texts[0].lines[0].text, code.others))
    assert code.anchors == {"a::at_1": code.texts[0].lines[0].id}
