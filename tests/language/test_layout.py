"""Text with wide characters keeps to the columns that a terminal has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.columns import cut, pad, width, wrap


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
