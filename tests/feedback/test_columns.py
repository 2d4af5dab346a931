"""How many columns a text takes on a terminal, where it is wrapped, where it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.feedback.columns import cut, pad, width, wrap

TEXTS = st.text(st.sampled_from("ab 你é。\u0301 -"), max_size=30)


@pytest.mark.parametrize(
    ("text", "columns"),
    cases(
        {
            "nothing": ("", 0),
            "letters": ("abc", 3),
            "Chinese": ("你好", 4),
            "full-width forms": ("ＡＢ", 4),
            "full-width marks": ("。，", 4),
            "Korean": ("한국", 4),
            "half-width kana": ("ｱｲ", 2),
            "an accent of its own": ("e\u0301", 1),
            "a letter with its accent": ("é", 1),
            "an emoji": ("😀", 2),
            "a dash": ("–", 1),
        }
    ),
)
def test_wide_characters_take_two_columns_and_accents_none(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    cases(
        {
            "short enough": ("abc", 3, "abc"),
            "one too many": ("abcd", 3, "ab…"),
            "wide, just short enough": ("你好", 4, "你好"),
            "wide, one too many": ("你好", 3, "你…"),
            "a wide one that does not fit": ("你好", 2, "…"),
            "to one column": ("abc", 1, "…"),
            "nothing": ("", 1, ""),
        }
    ),
)
def test_a_long_text_ends_with_an_ellipsis(text: str, columns: int, shown: str) -> None:
    assert cut(text, columns) == shown


@given(TEXTS, st.integers(1, 12))
def test_a_cut_text_takes_no_more_columns_than_it_may(text: str, columns: int) -> None:
    shown = cut(text, columns)
    assert width(shown) <= columns
    assert shown == text or text.startswith(shown.removesuffix("…"))
    assert cut(shown, columns) == shown


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    cases(
        {
            "nothing": ("", 5, [""]),
            "spaces only": ("   ", 5, [""]),
            "at a space": ("one two three", 7, ["one two", "three"]),
            "spaces are one": ("one   two\n three", 20, ["one two three"]),
            "a word as long as a line": ("abcde fg", 5, ["abcde", "fg"]),
            "a word that is too long": ("abcdefgh", 5, ["abcde", "fgh"]),
            "a long word behind a short one": ("ab cdefghij", 5, ["ab", "cdefg", "hij"]),
            "a word behind the rest of a long one": ("abcdefg h", 5, ["abcde", "fg h"]),
            "Chinese without a space": ("你好世界", 5, ["你好", "世界"]),
            "wide in a single column": ("你好", 1, ["你", "好"]),
            "in no column at all": ("ab c", 0, ["a", "b", "c"]),
            "in less than none": ("ab", -3, ["a", "b"]),
        }
    ),
)
def test_lines_break_at_spaces_and_inside_a_word_only_where_it_is_too_long(
    text: str, columns: int, lines: list[str]
) -> None:
    assert wrap(text, columns) == lines


@given(TEXTS, st.integers(2, 12))
def test_wrapping_loses_nothing_and_keeps_to_the_columns(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert max(map(width, lines)) <= columns
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert wrap(" ".join(lines), 1000) == [" ".join(lines)]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("隐藏状态不对", 6, ["隐藏状", "态不对"]),
        ("隐藏状态不对", 7, ["隐藏状", "态不对"]),
        # A line never begins with a full stop or a closing bracket, nor ends with an opening one.
        ("隐藏状态。好", 8, ["隐藏状", "态。好"]),
        ("状态（隐藏）好", 6, ["状态", "（隐", "藏）好"]),
        ("用 `grade check` 检查", 13, ["用 `grade", "check` 检查"]),
        ("激活函数tanh用错了", 12, ["激活函数tanh", "用错了"]),
        ("a b", 1, ["a", "b"]),
        ("", 5, [""]),
    ],
)
def test_chinese_wraps_between_characters(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@given(st.text(alphabet="ab 隐藏状态，。（）", max_size=60), st.integers(2, 30))
def test_no_line_is_too_long_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="ab隐藏", max_size=20), st.integers(1, 20))
def test_padding_and_cutting_fill_the_same_columns(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns
    assert width(pad(text, columns)) == max(columns, width(text))
