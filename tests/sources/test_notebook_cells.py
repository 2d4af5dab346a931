"""Notebooks as cells: magics, old formats, damage."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases
from support.notebooks import cell, code, markdown, notebook

from grader.sources.magics import cell_source
from grader.sources.matching.written_answers import written_answer
from grader.sources.notebook_cells import read_notebook


def read(*cells: Any) -> Any:
    return read_notebook("a.ipynb", notebook(*cells))


def test_cells_have_their_number_kind_task_and_text() -> None:
    one, two, three = read(markdown("# Title"), code("x = 1\ny = 2", "mean"), code("z = 3")).cells
    assert (one.number, one.is_code, one.task, one.text) == (1, False, None, "# Title")
    assert (two.number, two.is_code, two.task, two.text) == (2, True, "mean", "x = 1\ny = 2")
    assert (three.number, three.task) == (3, None)


def test_a_cell_is_named_by_its_number_in_the_notebook() -> None:
    book = read(markdown("a"), code("x ="))
    assert cell_source(book, book.cells[1]).name == "a.ipynb cell 2"


def test_a_notebook_of_format_3_keeps_its_cells_in_worksheets() -> None:
    old = {
        "nbformat": 3,
        "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}]}],
    }
    (cell,) = read_notebook("a.ipynb", json.dumps(old).encode()).cells
    assert cell.text == "x = 1\ny = 2"


@pytest.mark.parametrize("source", ["x = 1\n", ["x = 1\n"], ["x = 1\r\n"], "x = 1\r"])
def test_a_cell_s_text_may_be_one_string_or_lines(source: list[str] | str) -> None:
    book = read_notebook(
        "a.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": source}]}).encode()
    )
    assert book.cells[0].text == "x = 1\n"


@pytest.mark.parametrize(
    ("text", "python"),
    cases(
        {
            "a line magic": ("%matplotlib inline\nx = 1", "pass\nx = 1"),
            "a magic inside a block": ("if 1:\n    %time f()\nx = 1", "if 1:\n    pass\nx = 1"),
            "a command of the shell": ("!pip install tqdm\nx = 1", "pass\nx = 1"),
            "what a command gives": ("files = !ls\nx = 1", "files = None\nx = 1"),
            "a question": ("np.dot?\nx = 1", "pass\nx = 1"),
            "a question before": ("?np.dot\nx = 1", "pass\nx = 1"),
            "a cell magic whose body is Python": ("%%time\nx = 1", "\nx = 1"),
            "a cell magic after blank lines": ("\n\n%%time\nx = 1", "\n\n\nx = 1"),
            "a cell magic for another program": ("%%bash\nrm -rf /\nls", "\n\n"),
            "a page of HTML": ("%%html\n<b>x = 1</b>", "\n"),
            "a magic over two lines": ("%timeit f(1, \\\n    2)\nx = 1", "pass\n\nx = 1"),
            "a command over two lines": ("!pip install \\\n    tqdm\nx = 1", "pass\n\nx = 1"),
            "a statement that is timed": ("%time x = f()", "x = f()"),
            "a statement that is timed in a block": (
                "def f():\n    %time x = 1\n    return x",
                "def f():\n    x = 1\n    return x",
            ),
            "a statement that is timed over two lines": (
                "%time x = f(1, \\\n    2)\ny = 1",
                "x = f(1,      2)\n\ny = 1",
            ),
            "a statement that is profiled": ("%prun -q x = f()", "x = f()"),
            "a timed call that fills a list": ("%time x.append(1)", "x.append(1)"),
            "what a timed call gives": ("x = %time f()", "x = f()"),
            "a file that is run": ("%run helpers.py\nx = 1", "from helpers import *\nx = 1"),
            "a file that is run in this space": ("%run -i ./helpers", "from helpers import *"),
            "an indented first line": ("  %matplotlib inline\nx = 1", "pass\nx = 1"),
            "an indented cell": (
                "\n    !ls\n    x = 1\n    if x:\n        y = 2",
                "\npass\nx = 1\nif x:\n    y = 2",
            ),
            "pip without a sign": ("pip install tqdm\nx = 1", "pass\nx = 1"),
            "a remainder that looks like a magic": ("x = 7 \\\n    % 3", "x = 7 \\\n    % 3"),
            "a string that looks like one": ("x = '''\n%d items\n'''", "x = '''\n%d items\n'''"),
        }
    ),
)
def test_magics_make_way_and_lines_keep_their_numbers(text: str, python: str) -> None:
    book = read(code(text))
    source = cell_source(book, book.cells[0])
    assert source.error is None
    assert source.text == python


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_notebook_in_utf_16_is_read(encoding: str) -> None:
    book = read_notebook("a.ipynb", notebook(code("x = 1")).decode().encode(encoding))
    assert [cell.text for cell in book.cells] == ["x = 1"]
    assert book.problem is None and "UTF-16" in book.notes[0]


@pytest.mark.parametrize("task", ["mean", None])
def test_a_raw_cell_with_code_is_kept(task: str | None) -> None:
    (kept,) = read(cell("raw", "def mean(x): return x", task)).cells
    assert (kept.kind, kept.is_code, kept.task) == ("raw", False, task)


def test_a_cell_that_is_broken_beside_its_magics_stays_as_it_was_written() -> None:
    book = read(code("%time x = 1\nif x"))
    assert cell_source(book, book.cells[0]).error.line == 2


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


ANSWER = (
    markdown("# My homework"),
    markdown("## 3. Essay\nfirst"),
    code("x = 1"),
    markdown("second"),
)


@pytest.mark.parametrize(
    ("cells", "text"),
    cases(
        {
            "by metadata": ((markdown("mine", "essay"), *ANSWER), "mine"),
            "by its heading": (ANSWER, "## 3. Essay\nfirst\n\nsecond"),
            "up to the next heading": (
                (*ANSWER, markdown("## 4. Other"), markdown("no")),
                "## 3. Essay\nfirst\n\nsecond",
            ),
            "with deeper headings": (
                (*ANSWER, markdown("### (b)\nthird")),
                "## 3. Essay\nfirst\n\nsecond\n\n### (b)\nthird",
            ),
            "without one": ((markdown("# My essays"), markdown("text")), None),
            "in code only": ((code("# Essay"),), None),
        }
    ),
)
def test_a_written_answer_is_found(cells: Any, text: str | None) -> None:
    assert written_answer(read(*cells), "essay", "essay") == text
