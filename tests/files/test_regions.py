"""Marked regions of a reference become the student's to write."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from support.cases import cases

from grader.errors import BadFile
from grader.files.regions import find_regions, stub_text

PATH = Path("a.py")
WHOLE = '''"""Task."""

import numpy as np

HELP = 3


def f(x):
    """Twice."""
    ### BEGIN SOLUTION
    y = x * 2
    return y
    ### END SOLUTION


class Net:
    def __init__(self):
        self.given = 1
        # BEGIN SOLUTION
        self.made = 2
        # END SOLUTION

    async def forward(self, x):
        if x:
            ### begin solution
            return 1
            ### end solution
        return 0


def helper():
    return 1
'''
STUB = '''"""Task."""

import numpy as np

HELP = 3


def f(x):
    """Twice."""
    raise NotImplementedError("f is not written yet")


class Net:
    def __init__(self):
        self.given = 1
        raise NotImplementedError("Net.__init__ is not written yet")

    async def forward(self, x):
        if x:
            raise NotImplementedError("Net.forward is not written yet")
        return 0


def helper():
    return 1
'''


def test_each_region_becomes_one_line_and_the_rest_stays() -> None:
    assert stub_text(PATH, WHOLE) == STUB
    ast.parse(STUB)


def test_a_file_without_regions_stays_as_it_is() -> None:
    assert stub_text(PATH, STUB) == STUB


def test_regions_know_their_lines_and_their_function() -> None:
    assert [(region.first, region.last, region.name) for region in find_regions(PATH, WHOLE)] == [
        (10, 13, "f"),
        (19, 21, "Net.__init__"),
        (25, 27, "Net.forward"),
    ]


BEGIN, END = "    ### BEGIN SOLUTION\n", "    ### END SOLUTION\n"


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "at the end of a file": f"def f(x):\n{BEGIN}    return 1\n    ### END SOLUTION",
            "under a decorator": f"@property\ndef f(x):\n{BEGIN}    return 1\n{END}",
            "two in one function": (
                f"def f(x):\n{BEGIN}    a = 1\n{END}    b = 2\n{BEGIN}    return a\n{END}"
            ),
            "an inner function": (
                f"def f(x):\n{BEGIN}    def g():\n        return 1\n    return g\n{END}"
            ),
        }
    ),
)
def test_a_stub_is_python_that_only_raises_there(text: str) -> None:
    stub = stub_text(PATH, text)
    ast.parse(stub)
    assert 'raise NotImplementedError("f is not written yet")' in stub
    assert "SOLUTION" not in stub and "return" not in stub


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    cases(
        {
            "never closed": (
                f"def f():\n{BEGIN}    return 1\n",
                2,
                "this solution region is never closed",
            ),
            "closed twice": (
                f"def f():\n{BEGIN}    x = 1\n{END}{END}",
                5,
                "without a ### BEGIN SOLUTION above it",
            ),
            "never begun": (
                f"def f():\n    return 1\n{END}",
                3,
                "without a ### BEGIN SOLUTION above it",
            ),
            "nested": (
                f"def f():\n{BEGIN}{BEGIN}    return 1\n{END}",
                3,
                "begins inside the one of line 2",
            ),
            "outside of a function": (
                "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n",
                1,
                "inside one function",
            ),
            "in a class": (f"class A:\n{BEGIN}    x = 1\n{END}", 2, "inside one function"),
            "over two functions": (
                f"def f():\n{BEGIN}    return 1\n\ndef g():\n    return 2\n{END}",
                2,
                "inside one function",
            ),
            "around a function": (
                "### BEGIN SOLUTION\ndef f():\n    return 1\n### END SOLUTION\n",
                1,
                "inside one function",
            ),
            "not Python": ("def f(:\n", 1, "it is not valid Python"),
        }
    ),
)
def test_markers_that_do_not_fit_are_told_with_their_line(
    text: str, line: int, sentence: str
) -> None:
    with pytest.raises(BadFile) as caught:
        stub_text(PATH, text)
    assert (caught.value.line, str(caught.value).startswith(f"a.py:{line}: ")) == (line, True)
    assert sentence in str(caught.value)
