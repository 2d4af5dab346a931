"""Stubs that nobody has written yet."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases

from grader.sources.stubs import digest_of, is_unfilled, unfilled_names, written_names
from grader.sources.text import Source

UNWRITTEN = '    raise NotImplementedError("f is not written yet")\n'


@pytest.mark.parametrize(
    ("text", "unfilled"),
    cases(
        {
            "a stub": (f"def f(x):\n    '''Twice x.'''\n{UNWRITTEN}", True),
            "a stub without words": ("def f(x):\n    raise NotImplementedError\n", True),
            "a stub with given lines": (f"def f(x):\n    y = 2 * x\n{UNWRITTEN}", True),
            "written": ("def f(x):\n    return 2 * x\n", False),
            "written above the line": (f"def f(x):\n    return 2 * x\n{UNWRITTEN}", False),
            "a generator": (f"def f(x):\n    yield x\n{UNWRITTEN}", False),
            "another error": ("def f(x):\n    raise ValueError('no')\n", False),
            "one branch only": (
                f"def f(x):\n    if x:\n        return 1\n{UNWRITTEN}",
                False,
            ),
            "defined again": (
                f"def f(x):\n{UNWRITTEN}\ndef f(x):\n    return x\n",
                False,
            ),
            "not there": ("def g(x):\n    return x\n", False),
            "a class of stubs": (
                f"class f:\n    def a(self):\n        return 1\n    def b(self):\n    {UNWRITTEN}",
                True,
            ),
            "a class that is written": ("class f:\n    def a(self):\n        return 1\n", False),
        }
    ),
)
def test_a_stub_is_known(text: str, unfilled: bool) -> None:
    statements = ast.parse(text).body
    assert is_unfilled(statements, ("f",)) is unfilled
    assert ("f" in unfilled_names(statements)) is unfilled


def test_all_names_of_a_task_must_be_stubs() -> None:
    statements = ast.parse(f"def f(x):\n{UNWRITTEN}\ndef g(x):\n    return x\n").body
    assert is_unfilled(statements, ("f",)) and not is_unfilled(statements, ("f", "g"))
    assert not is_unfilled(statements, ())


def test_what_is_written_beside_stubs() -> None:
    source = Source("a.py", f"def f(x):\n{UNWRITTEN}\ndef g(x):\n    return x\n")
    assert written_names(source) == {"g"}


def test_blank_lines_around_a_file_do_not_change_its_digest() -> None:
    assert digest_of("a = 1\n") == digest_of("\n\na = 1") != digest_of("a = 2\n")
