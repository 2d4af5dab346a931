"""The Python that staff wrote: read, or refused in one sentence with its line."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from grader.errors import BadFile
from grader.files.syntax import first_line_of, imported_modules, parse_python


def test_a_slip_is_told_with_its_file_and_line() -> None:
    with pytest.raises(BadFile, match="it is not valid Python") as caught:
        parse_python(Path("solutions/a.py"), "x = 1\ndef f(:\n    pass\n")
    assert str(caught.value).startswith("solutions/a.py:2:")


def test_a_file_with_null_bytes_is_told_too() -> None:
    with pytest.raises(BadFile, match="null bytes; correct it"):
        parse_python(Path("a.py"), "x = 1\0")


@pytest.mark.parametrize(
    ("text", "line"),
    [("x = 1", 1), ("\n@one\n@two(\n    3)\ndef f(): ...", 2), ("\n\n@one\nclass A: ...", 3)],
    ids=["plain", "a function with decorators", "a class with one"],
)
def test_a_statement_begins_with_its_first_decorator(text: str, line: int) -> None:
    assert first_line_of(ast.parse(text).body[0]) == line


def test_imports_are_found_wherever_they_stand() -> None:
    text = """
import os.path, numpy as np
from lib.sums import total, mean as m
def f():
    from torch import nn
    from . import beside
    from ..above import other
"""
    assert list(imported_modules(ast.parse(text))) == [
        *("os.path", "numpy", "lib.sums", "lib.sums.total", "lib.sums.mean"),
        *("torch", "torch.nn"),
    ]
