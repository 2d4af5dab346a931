"""Tokens without names, comments, layout; whatever a student wrote, and however much of it."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.similarity.tokens import MOST_TOKENS, tokens


def words(text: str) -> str:
    return " ".join(token.text for token in tokens(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        {
            "names": ("h = a + h", "v = v + v"),
            "attributes of a library": ("np.dot(w, x)", "v . dot ( v , v )"),
            "own attributes": ("self.cell(x).sum()", "v . v ( v ) . sum ( )"),
            "Python's own names": ("for i in range(len(x)):", "for v in range ( len ( v ) ) :"),
            "numbers": ("1e-5 * 0X1F", "1e-5 * 0x1f"),
            "strings": ('f(r\'a\', b"""b\nc""")', "v ( s , s )"),
            "a docstring": (
                'def f():\n    """What it does."""\n    return 1',
                "def v ( ) : return 1",
            ),
            "imports": ("import numpy as np\nfrom a import (b,\n c)\nx = 1", "v = 1"),
            "comments and breaks": ("x = (1 +  # one\n     2)", "v = ( 1 + 2 )"),
            "names in other scripts": ("größe = 变量", "v = v"),
            "nothing": ("", ""),
        }
    ),
)
def test_a_text_is_what_it_computes(text: str, expected: str) -> None:
    assert words(text) == expected


def test_lines_are_those_of_the_text() -> None:
    assert [token.line for token in tokens('a = """x\ny"""\nb = 1')] == [1, 1, 1, 3, 3, 3]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 50_000,
        '"""' + "\\" * 99_999,
        "'" * 99_999,
        "\0\ud800 x = ",
        "x=1;" * 50_000,
        "\\\n" * 9,
    ],
    ids=["brackets", "a string without end", "quotes", "no text", "too much", "line ends"],
)
def test_what_is_no_python_is_read_all_the_same(text: str) -> None:
    assert len(tokens(text)) <= MOST_TOKENS
