"""Notebooks as cells: old formats, damage."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases
from support.notebooks import cell, code, markdown, notebook

from grader.sources.magics import cell_source
from grader.sources.notebook_cells import read_notebook


def read(*cells: Any) -> Any:
    return read_notebook("a.ipynb", notebook(*cells))


def test_cells_have_their_number_kind_task_and_text() -> None:
    one, two, three = read(markdown("# Title"), code("x = 1\ny = 2", "mean"), code("z = 3")).cells
    assert (one.number, one.is_code, one.task, one.text) == (1, False, None, "# Title")
    assert (two.number, two.is_code, two.task, two.text) == (2, True, "mean", "x = 1\ny = 2")
    assert (three.number, three.task) == (3, None)


def test_a_notebook_of_format_3_keeps_its_cells_in_worksheets() -> None:
    old = {
        "nbformat": 3,
        "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}]}],
    }
    (cell,) = read_notebook("a.ipynb", json.dumps(old).encode()).cells
    assert cell.text == "x = 1\ny = 2"


@pytest.mark.parametrize("cells", [[], None])
def test_an_empty_list_of_cells_does_not_hide_worksheets(cells: list[object] | None) -> None:
    sheets = [
        {"cells": [{"cell_type": "code", "input": "x = 1"}]},
        {"cells": [{"cell_type": "code", "input": ["y = 2"]}]},
    ]
    old = {"nbformat": 3, "cells": cells, "worksheets": sheets}
    book = read_notebook("a.ipynb", json.dumps(old).encode())
    assert [cell.text for cell in book.cells] == ["x = 1", "y = 2"]


@pytest.mark.parametrize("source", ["x = 1\n", ["x = 1\n"], ["x = 1\r\n"], "x = 1\r"])
def test_a_cell_s_text_may_be_one_string_or_lines(source: list[str] | str) -> None:
    book = read_notebook(
        "a.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": source}]}).encode()
    )
    assert book.cells[0].text == "x = 1\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_notebook_in_utf_16_is_read(encoding: str) -> None:
    book = read_notebook("a.ipynb", notebook(code("x = 1")).decode().encode(encoding))
    assert [cell.text for cell in book.cells] == ["x = 1"]
    assert book.problem is None and "UTF-16" in book.notes[0]


@pytest.mark.parametrize("task", ["mean", None])
def test_a_raw_cell_with_code_is_kept(task: str | None) -> None:
    (kept,) = read(cell("raw", "def mean(x): return x", task)).cells
    assert (kept.kind, kept.is_code, kept.task) == ("raw", False, task)


def test_what_stands_after_the_end_is_left_out_and_nothing_is_missing() -> None:
    whole = notebook(code("x = 1"), code("y = 2"))
    book = read_notebook("a.ipynb", b"\n" + whole + b"\n<<<<<<< HEAD\n")
    assert [cell.text for cell in book.cells] == ["x = 1", "y = 2"] and book.problem is None
    assert "after its end was left out" in book.notes[0]


@pytest.mark.parametrize("fence", ["```", "```python", "```py "])
def test_a_fence_around_code_goes(fence: str) -> None:
    (kept,) = read(cell("markdown", f"{fence}\ndef mean(x):\n    return x\n```\n", "mean")).cells
    assert kept.text == "\ndef mean(x):\n    return x"
    (unlabelled,) = read(cell("markdown", f"{fence}\ndef mean(x):\n    return x\n```", None)).cells
    assert unlabelled.text == kept.text


@pytest.mark.parametrize(
    "text", ["```\nno code\n```", "See:\n```\nx = 1\n```", "```text\nx = 1\n```"]
)
def test_a_fence_in_an_answer_stays(text: str) -> None:
    (kept,) = read(cell("markdown", text, "essay")).cells
    assert kept.text == text


def test_a_cut_off_notebook_gives_the_cells_before_the_cut() -> None:
    whole = notebook(code("x = 1"), code("y = 2"), code("z = 3"))
    book = read_notebook("a.ipynb", whole[: whole.index(b"z = 3")])
    assert [cell.text for cell in book.cells] == ["x = 1", "y = 2"]
    assert (
        "a.ipynb, line 1: not valid JSON" in book.problem
        and "the 2 cells before it were read" in book.problem
    )


@pytest.mark.parametrize(
    "content",
    cases(
        {
            "nothing": b"",
            "text": b"hello",
            "a list": b"[1, 2]",
            "no cells": b'{"metadata": {}}',
            "cells that are no list": b'{"cells": {"a": 1}}',
            "a page of HTML": b"<!doctype html><html>",
            "UTF-16": "{}".encode("utf-16"),
            "nested too deeply": b"[" * 100_000,
            "a number too long": b"1" * 5_000,
            "a number too long after a slip": b'{"a": , "cells": [' + b"1" * 5_000 + b"]}",
        }
    ),
)
def test_what_is_no_notebook_has_a_sentence_and_no_cells(content: Any) -> None:
    book = read_notebook("a.ipynb", content)
    assert book.cells == () and "a.ipynb" in book.problem


@pytest.mark.parametrize(
    "raw",
    [
        None,
        1,
        [],
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": 3},
        {"cell_type": "raw", "source": "x"},
    ],
)
def test_a_cell_that_is_none_is_passed_over(raw: Any) -> None:
    book = read_notebook(
        "a.ipynb", json.dumps({"cells": [raw, {"cell_type": "code", "source": "x = 1"}]}).encode()
    )
    assert book.problem is None
    assert [(cell.number, cell.text) for cell in book.cells if cell.text] == [(2, "x = 1")]


@pytest.mark.parametrize(
    "metadata", [None, [], {"tensorgrade": 1}, {"tensorgrade": {"task": 5}}, {"other": {}}]
)
def test_metadata_that_is_not_ours_says_no_task(metadata: Any) -> None:
    raw = {"cells": [{"cell_type": "code", "metadata": metadata, "source": "x = 1"}]}
    assert read_notebook("a.ipynb", json.dumps(raw).encode()).cells[0].task is None


@given(st.data())
def test_a_damaged_notebook_never_stops_the_reading(data: Any) -> None:
    whole = bytearray(notebook(markdown("# a"), code("x = 1", "mean"), code("%time y")))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=6))
    book = read_notebook("a.ipynb", bytes(whole))
    for each in book.cells:
        cell_source(book, each)
