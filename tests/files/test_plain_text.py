"""A student's text, made safe for a terminal, a log and a table."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.files.plain_text import MOST_KEPT, as_short_line, clean, line


@pytest.mark.parametrize(
    ("text", "cleaned"),
    cases(
        {
            "plain": ("a\tb\nc", "a\tb\nc"),
            "wide": ("你好 é 😀", "你好 é 😀"),
            "a colour": ("\x1b[31mred\x1b[0m", "red"),
            "a title": ("\x1b]0;mine\x07a", "a"),
            "a title that ends otherwise": ("\x1b]0;mine\x1b\\a", "a"),
            "a title that never ends": ("\x1b]0;mine", ""),
            "a link": ("\x1b]8;;http://x\x1b\\a\x1b]8;;\x1b\\", "a"),
            "a lone escape": ("a\x1b", "a"),
            "the screen is cleared": ("\x1b[2J\x1bca", "a"),
            "a bell and a backspace": ("a\x07\x08b", "ab"),
            "a carriage return": ("correct\rwrong", "correctwrong"),
            "eight bits": ("\x9b31ma", "31ma"),
            "right to left": ("a\u202eb\u2066c\u061cd", "abcd"),
            "half a pair": ("a\ud83d", "a"),
            "nothing": ("", ""),
        }
    ),
)
def test_what_a_terminal_would_act_on_is_gone(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_cleaned_text_can_be_written_anywhere_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    unsafe = {each for each in cleaned if unicodedata.category(each) in ("Cc", "Cs")}
    assert unsafe <= {"\n", "\t"}
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("end", ["\n", "\t", "\u2028", "\u2029"])
def test_one_line_is_one_line(end: str) -> None:
    assert line(f"a{end}b") == "a b"


@given(st.text())
def test_a_line_is_never_two(text: str) -> None:
    assert len(line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  as agreed\n", "as agreed"),
        ("one\ntwo", "one two"),
        ("\x1b[31mred", "red"),
        ("half \ud83d", "half ?"),
        ("x" * 5000, "x" * MOST_KEPT),
        (" \n\t", ""),
    ],
)
def test_what_is_typed_is_kept_as_one_short_line(typed: str, kept: str) -> None:
    assert as_short_line(typed) == kept
    assert as_short_line(typed, 3) == kept[:3]
