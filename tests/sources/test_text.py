"""Python files in whatever encoding an editor wrote them."""

from __future__ import annotations

import ast
import codecs
from encodings.aliases import aliases
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.sources.text import read_source

TEXT = "def greet():\n    return '你好'\n"


@pytest.mark.parametrize(
    ("content", "noted"),
    cases(
        {
            "UTF-8": (TEXT.encode(), False),
            "UTF-8 with a mark": (codecs.BOM_UTF8 + TEXT.encode(), False),
            "UTF-8 with a mark and a cookie": (
                codecs.BOM_UTF8 + b"# coding: utf-8\n" + TEXT.encode(),
                False,
            ),
            "GBK with a cookie": (b"# -*- coding: gbk -*-\n" + TEXT.encode("gbk"), False),
            "GBK without": (TEXT.encode("gbk"), True),
            "GBK under a cookie that says UTF-8": (b"# coding: utf-8\n" + TEXT.encode("gbk"), True),
            "a cookie that no one knows": (b"# coding: klingon\n" + TEXT.encode(), True),
            "UTF-16, as Notepad says Unicode": (TEXT.encode("utf-16"), True),
            "UTF-16 the other way round": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), True),
            "line ends of Windows": (TEXT.replace("\n", "\r\n").encode(), False),
            "line ends of old Macs": (TEXT.replace("\n", "\r").encode(), False),
            "no last line end": (TEXT.strip().encode(), False),
        }
    ),
)
def test_the_text_is_read_and_a_note_says_what_to_mend(content: Any, noted: bool) -> None:
    source = read_source("a.py", content)
    assert source.error is None
    assert (
        "return '你好'" in source.text and "\r" not in source.text and "\ufeff" not in source.text
    )
    (greet,) = source.statements
    assert isinstance(greet, ast.FunctionDef) and greet.name == "greet"
    assert bool(source.notes) is noted
    assert all("a.py" in note and "save it as UTF-8" in note for note in source.notes)


@pytest.mark.parametrize(
    "text",
    ["grüße", "été", "Größe ändern", "naïve", "señor", "brûlée à la crème", "Årsløn"],
)
def test_western_letters_are_not_taken_for_chinese(text: str) -> None:
    source = read_source("a.py", f"x = '{text}'\n".encode("latin-1"))
    assert source.text == f"x = '{text}'\n" and "characters may be wrong" in source.notes[0]


@pytest.mark.parametrize("text", ["作业一", "# 作者：王伟，2023001", "返回每一步的状态", "你好 é"])
def test_chinese_is_read_as_such(text: str) -> None:
    source = read_source("a.py", f"x = '{text}'\n".encode("gb18030"))
    assert source.text == f"x = '{text}'\n" and "gb18030" in source.notes[0]


def test_a_line_that_names_another_encoding_is_told() -> None:
    content = codecs.BOM_UTF8 + b"# coding: latin-1\n" + TEXT.encode()
    (note,) = read_source("a.py", content).notes
    assert "is written in UTF-8, though its first lines say otherwise" in note


def test_bytes_that_are_no_text_are_read_with_a_warning() -> None:
    source = read_source("a.py", b"x = 1  # \xff\xff\xfe\n")
    assert source.error is None and "characters may be wrong" in source.notes[0]


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    cases(
        {
            "a syntax error": (b"x = 1\nif x\n    pass\n", 2, "SyntaxError: expected ':' in: if x"),
            "Python 2": (b"print 'x'\n", 1, "SyntaxError"),
            "tabs and spaces": (b"if 1:\n\tx = 1\n        y = 2\n", 3, "TabError"),
            "nothing closed": (b"x = (1,\n", 1, "SyntaxError"),
            "null bytes": (b"x = 1\0\n", 1, "null bytes"),
            "nested too deeply": (b"(" * 5000 + b")" * 5000, 1, "nested"),
            "nested too deeply for an error's text": (
                b"-" * 100_000 + b"1",
                1,
                "Error: it cannot be read as Python",
            ),
            "a picture": (b"\x89PNG\r\n\x1a\n\0\0", 1, ""),
        }
    ),
)
def test_what_is_not_python_has_a_sentence_and_a_line(
    content: bytes, line: int, sentence: str
) -> None:
    source = read_source("a.py", content)
    assert source.statements == []
    assert source.error is not None and source.error.line == line and sentence in source.error.text


def test_an_empty_file_is_python_with_nothing_in_it() -> None:
    assert read_source("a.py", b"").statements == [] and read_source("a.py", b"").error is None


def test_a_warning_of_the_parser_stays_quiet(recwarn: pytest.WarningsRecorder) -> None:
    assert read_source("a.py", b"x = '\\d'\nassert (1, 'always')\n").error is None
    assert not recwarn.list


@pytest.mark.parametrize(
    "encoding", sorted({*aliases.values(), "undefined", "idna", "punycode", "unicode_escape"})
)
def test_no_cookie_stops_the_reading(encoding: Any) -> None:
    for content in (b"x = 1\n", TEXT.encode(), b"\xff\xfe\x00"):
        read_source("a.py", b"# coding: " + encoding.encode() + b"\n" + content)


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda tail: b"# coding: gbk\n" + tail))
def test_arbitrary_bytes_are_read(content: Any) -> None:
    source = read_source("a.py", content)
    assert source.error is not None or len(source.statements) == len(ast.parse(source.text).body)


MARKS = cases(
    {
        "a colon": (b"def f(x)\n    return x\n", "def f(x)\n        ^"),
        "below": (b"x = 1\nif x:\n    y = (1 2)\n", "y = (1 2)\n     ^^^"),
        "a tab": (b"if 1:\n\ty = = 2\n", "y = = 2\n    ^"),
        "a long line": (b"x = [" + b"1, " * 400 + b"= 2]\n", None),
        "no place": (b"\0", ""),
    }
)


@pytest.mark.parametrize(("content", "marked"), MARKS)
def test_a_syntax_error_has_the_line_and_python_s_mark(content: bytes, marked: str | None) -> None:
    error = read_source("a.py", content).error
    assert error is not None
    assert error.marked == marked if marked is not None else len(error.marked) < 800
