"""Cells of a teacher's notebook: read whatever form it is in, named so that a person finds them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from support.teachers import cell, saved

from grader.errors import BadFile
from grader.importing import cells
from grader.importing.cells import (
    Code,
    Import,
    ImportedQuestion,
    choose_identifier,
    read_cells,
    read_code,
    statement_text,
    statements_of,
)
from grader.sources.text import Source


def code(text: str) -> Code:
    return Code(1, "week.ipynb cell 1", Source("week.ipynb", text))


def test_a_notebook_and_a_python_file_have_the_same_cells(tmp_path: Path) -> None:
    notebook = saved(tmp_path, cell("markdown", "# Week"), cell("code", "x = 1"))
    script = tmp_path / "week.py"
    script.write_text("# %% [markdown]\n# # Week\n\n# %%\nx = 1\n", encoding="utf-8")
    read = [
        [(each.cell_type, each.source) for each in read_cells(path)] for path in (notebook, script)
    ]
    assert read[0] == read[1] == [("markdown", "# Week"), ("code", "x = 1")]


def test_cells_without_ids_are_read_without_a_word_of_the_library(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    book = {"cells": [cell("code", "x = 1")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path = tmp_path / "week.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    assert [each.source for each in read_cells(path)] == ["x = 1"]
    assert not recwarn.list


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "there is no such file; name a notebook"),
        (b"\xff\xfe", "it is no text in UTF-8"),
        (b"[]", "it is not a notebook"),
        (b'{"nbformat": 4, "cells": 3}', "it is not a notebook"),
    ],
)
def test_what_is_no_notebook_is_one_sentence(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "week.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadFile, match=sentence) as caught:
        read_cells(path)
    assert "\n" not in str(caught.value)


def test_a_cell_s_code_is_read_without_magics_and_that_is_told() -> None:
    found = Import()
    made = read_code(Path("week.ipynb"), 3, 7, "%matplotlib inline\nx = 1", found)
    assert made is not None and (made.number, made.place) == (7, "week.ipynb cell 3")
    assert [type(node).__name__ for node in made.statements] == ["Pass", "Assign"]
    assert found.lost == ["week.ipynb cell 3: its magics (%, !) were left out"]


def test_a_cell_that_is_no_python_is_told_and_left_behind() -> None:
    found = Import()
    assert read_code(Path("week.ipynb"), 2, 2, "def f(:", found) is None
    (sentence,) = found.lost
    assert sentence.startswith("week.ipynb cell 2: it is not Python (") and "line 1" in sentence


def test_statements_are_those_of_all_cells_and_keep_their_decorators() -> None:
    text = "import os\n@one\ndef f():\n    return 1\n"
    nodes = statements_of([code("x = 1"), code(text)])
    assert len(nodes) == 3
    assert statement_text(text, nodes[2]) == "@one\ndef f():\n    return 1"


def test_a_test_hides_what_students_do_not_see() -> None:
    shown, hidden = (
        cells.Test("t", code("assert f()\n"), visible, Decimal(1))
        for visible in ("  assert f()  ", "")
    )
    assert not shown.hides and hidden.hides


def test_answers_are_those_of_all_questions_in_order() -> None:
    first, second = code("a = 1"), code("b = 2")
    flow: list[str | ImportedQuestion] = [
        "prose",
        ImportedQuestion("q1", answers=[first]),
        ImportedQuestion("q2", answers=[second]),
    ]
    assert Import(flow=flow).answers == [first, second]


def test_an_identifier_is_taken_once_it_is_given() -> None:
    taken = {"q1"}
    assert [choose_identifier("q1", taken), choose_identifier("q1", taken)] == ["q1_2", "q1_3"]
    assert taken == {"q1", "q1_2", "q1_3"}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("q1", "q1"),
        ("Question 1 (a)", "Question_1_a"),
        ("1a", "q_1a"),
        ("", "question"),
        ("问", "question"),
    ],
)
def test_a_name_that_can_be_a_file_s_and_a_function_s(name: str, plain: str) -> None:
    assert choose_identifier(name, set()) == plain and plain.isidentifier()


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken = {"q1_2"}
    assert [choose_identifier("q1", taken) for _ in range(3)] == ["q1", "q1_3", "q1_4"]
