"""The student's own lines around the place of a failure."""

from __future__ import annotations

import pytest
from support.cases import cases
from support.notebooks import code, notebook

from grader.judging.telling.excerpts import MAX_LINE, with_lines
from grader.model import Place, SubmittedFile

TEXT = "import numpy\n\n\ndef f(x):\n    y = x + 1\n\treturn y\n\n\nz = 3\n"


def lines(name: str, line: int, text: str | bytes = TEXT) -> tuple[int, tuple[str, ...]]:
    content = text.encode() if isinstance(text, str) else text
    file = SubmittedFile(name=name.partition(" cell")[0], content=content)
    place = with_lines(Place(file=name, line=line), [file])
    return place.first, place.lines


def test_a_line_has_its_neighbours_with_tabs_as_spaces() -> None:
    assert lines("a.py", 6) == (
        3,
        ("", "def f(x):", "    y = x + 1", "    return y", "", "", "z = 3"),
    )
    assert lines("a.py", 1) == (1, ("import numpy", "", "", "def f(x):"))


def test_the_head_of_a_function_has_what_follows() -> None:
    first, shown = lines("a.py", 4)
    assert (first, shown[0], shown[-1]) == (4, "def f(x):", "z = 3")


def test_a_cell_of_a_notebook_is_counted_from_its_first_line() -> None:
    cells = notebook(code("a = 1"), code("def f(x):\n    return x"))
    assert lines("n.ipynb cell 2", 2, cells) == (1, ("def f(x):", "    return x"))


@pytest.mark.parametrize(
    ("name", "line", "text"),
    cases(
        {
            "line 0": ("a.py", 0, TEXT),
            "a line too far": ("a.py", 99, TEXT),
            "no such cell": ("n.ipynb cell 9", 1, notebook(code("a"))),
            "no JSON": ("n.ipynb cell 1", 1, "{" * 5_000),
            "JSON too deep": ("n.ipynb cell 1", 1, "[" * 100_000),
        }
    ),
)
def test_what_is_not_there_has_no_lines(name: str, line: int, text: str | bytes) -> None:
    assert lines(name, line, text) == (0, ())


def test_a_file_that_was_not_handed_in_has_no_lines() -> None:
    assert with_lines(Place(file="/etc/passwd", line=1), []).lines == ()


def test_a_long_line_is_cut() -> None:
    assert lines("a.py", 1, "x" * 10_000) == (1, ("x" * MAX_LINE,))
