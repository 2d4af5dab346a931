"""Tables as spreadsheets save them, and whatever else somebody may call a table."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.errors import BadFile
from grader.files.tables import (
    escape_formula,
    parse_moment,
    parse_number,
    read_table,
    unescape_formula,
    with_kept_zeros,
)

PLAIN = "student,name,why\nada,Ada,2\n\n007,你好,\n"


def table(folder: Path, content: str | bytes) -> Any:
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, ("student",))


@pytest.mark.parametrize(
    "cell",
    ['="00123"', '"=""00123"""', ' "=""00123""" ', '"=""00123 """', "'00123", ' "00123"', "00123"],
)
@pytest.mark.parametrize("separator", ",;\t")
def test_zeros_that_were_kept_are_read(tmp_path: Path, cell: str, separator: str) -> None:
    content = f"student{separator}name\n{cell}{separator}Ana\n"
    (row,) = with_kept_zeros(table(tmp_path, content)).rows
    assert row.cells == {"student": "00123", "name": "Ana"}


@pytest.mark.parametrize("cell", ["'=1+1", "'-2", "it's", "=A1", '5"'])
def test_what_only_looks_like_it_stays(tmp_path: Path, cell: str) -> None:
    (row,) = with_kept_zeros(table(tmp_path, f"student,name\nana,{cell}\n")).rows
    assert row.cells["name"] == cell


@pytest.mark.parametrize("separator", ",;\t")
@pytest.mark.parametrize(
    ("above", "row"),
    [("2026 autumn,,\n", 3), ("\n\n", 4), (",,\n", 3), ("A list,,\n,,\n\n", 5)],
)
def test_a_title_above_the_header_is_passed_over(
    tmp_path: Path, above: str, row: int, separator: str
) -> None:
    content = f"{above}student,name,why\nada,Ada,\n".replace(",", separator)
    found = table(tmp_path, content)
    assert found.columns == ("student", "name", "why")
    assert [(each.number, each.cells["name"]) for each in found.rows] == [(row, "Ada")]


@pytest.mark.parametrize("above", ["2026 秋 名单\n", "A list\n\n"])
def test_a_title_of_any_table_needs_no_separators(tmp_path: Path, above: str) -> None:
    place = tmp_path / "roster.csv"
    place.write_text(f"{above}学号,姓名\n001,王伟\n", encoding="utf-8")
    found = read_table(place, ("id",), anything=True)
    assert found.columns == ("学号", "姓名") and len(found.rows) == 1


@pytest.mark.parametrize("content", ["student\nada\n", "student,\nada,\n", "student,,\nada\n"])
def test_a_header_of_one_column_is_no_title(tmp_path: Path, content: str) -> None:
    (row,) = table(tmp_path, content).rows
    assert (row.number, row.cells["student"]) == (2, "ada")


@pytest.mark.parametrize(
    "content",
    cases(
        {
            "commas in UTF-8": PLAIN.encode(),
            "with a byte order mark": PLAIN.encode("utf-8-sig"),
            "as Excel for Windows saves it": PLAIN.replace("\n", "\r\n").encode("utf-8-sig"),
            "semicolons": PLAIN.replace(",", ";").encode("utf-8-sig"),
            "Excel's Unicode text": PLAIN.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
            "UTF-16 the other way round": (
                b"\xfe\xff" + PLAIN.replace(",", "\t").encode("utf-16-be")
            ),
            "what Excel writes above it": b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
            "an old Mac's lines": PLAIN.replace("\n", "\r").encode(),
            "every cell quoted": (
                '"student","name","why"\n"ada","Ada","2"\n\n"007","你好",""\n'.encode()
            ),
            "empty columns and rows behind it": (
                b"student,name,why,,\nada,Ada,2,,\n,,,,\n007,\xe4\xbd\xa0\xe5\xa5\xbd,,,\n,,,,\n"
            ),
        }
    ),
)
def test_a_spreadsheet_may_save_it_as_it_likes(tmp_path: Path, content: Any) -> None:
    found = table(tmp_path, content)
    assert [name for name in found.columns if name] == ["student", "name", "why"]
    assert [row.number for row in found.rows] == [2, 4], "as a spreadsheet counts them"
    assert [
        [row.cells.get(column, "") for column in ("student", "name", "why")] for row in found.rows
    ] == [
        ["ada", "Ada", "2"],
        ["007", "你好", ""],
    ]


def test_a_cell_may_hold_separators_lines_and_quotes(tmp_path: Path) -> None:
    found = table(tmp_path, 'student,comment\nada,"a, ""b""; c\nd"\n')
    assert found.rows[0].cells["comment"] == 'a, "b"; c\nd'


def test_a_row_may_be_shorter_than_the_header(tmp_path: Path) -> None:
    assert table(tmp_path, "student,name,why\nada\n").rows[0].cells == {"student": "ada"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    cases(
        {
            "nothing": (b"", "t.csv:1: its first row has no column `student`"),
            "another table": (
                b"id,points\n1,2\n",
                "t.csv:1: its first row has no column `student`",
            ),
            "a column twice": (b"student,why,why\n", "t.csv:1: two columns are called 'why'"),
            "a quotation mark too few": (
                b'student,why\nada,"2\nbob,1\n',
                "is a quotation mark missing?",
            ),
            "a row too long": (
                b"student,why\nada,2,5\n",
                "row 2 has more cells than the first row",
            ),
            "a cell below no name": (
                b"student,,why\nada,x,5\n",
                "row 2 has a cell in a column without a name",
            ),
            "Excel's ANSI": (
                "student,name\nada,J\u00f6rg\n".encode("cp1252"),
                "t.csv:2: it is neither UTF-8 nor UTF-16",
            ),
            "half a character of UTF-16": (
                b"\xff\xfes\0t",
                "t.csv:1: it is neither UTF-8 nor UTF-16",
            ),
            "a workbook": (b"PK\x03\x04....", "this is a workbook; save it as CSV"),
            "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "neither UTF-8 nor UTF-16"),
        }
    ),
)
def test_what_is_no_table_has_a_sentence(tmp_path: Path, content: Any, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        table(tmp_path, content)
    assert sentence in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_that_is_not_there_has_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="there is no such file"):
        read_table(tmp_path / "none.csv", ("student",))
    with pytest.raises(BadFile, match="cannot be read"):
        read_table(tmp_path, ("student",))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_end_in_anything_but_a_table_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, raw: Any
) -> None:
    try:
        table(tmp_path_factory.mktemp("t"), b"student,a\n" + raw)
    except BadFile as error:
        assert str(error)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9).map(str.strip),
        min_size=1,
    )
)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, cells: Any) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["student"], *([cell] for cell in cells)])
    found = table(tmp_path_factory.mktemp("t"), text.getvalue())
    assert [row.cells["student"] for row in found.rows] == [cell for cell in cells if cell]


@pytest.mark.parametrize(
    ("cell", "value"),
    cases(
        {
            "whole": ("2", Decimal(2)),
            "a point": ("2.50", Decimal("2.5")),
            "a comma": ("0,1", Decimal("0.1")),
            "from a Chinese keyboard": ("２．５", Decimal("2.5")),
            "with spaces": (" 2 ", Decimal(2)),
            "exact": ("0.1000000001", Decimal("0.1000000001")),
            "below zero": ("-1", None),
            "a date that a spreadsheet made": ("02. Mai", None),
            "two commas": ("1,2,3", None),
            "scientific": ("1e3", None),
            "not a number": ("nan", None),
            "infinite": ("Infinity", None),
            "a fraction": ("1/2", None),
            "per cent": ("50%", None),
            "nothing": ("", None),
            "much too long": ("1" * 99, None),
        }
    ),
)
def test_a_number_has_a_point_or_a_comma(cell: str, value: Any) -> None:
    assert parse_number(cell) == value


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01T22:58:11+00:00",
        "2026-12-01T22:58:11Z",
        "2026-12-01 23:58:11 +0100",
        "2026-12-01 22:58:11 UTC",
        " 2026-12-01T23:58:11.000+01:00 ",
    ],
)
def test_a_moment_is_read_as_learning_platforms_write_it(text: str) -> None:
    assert parse_moment(text) == datetime(2026, 12, 1, 22, 58, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "2026-12-01T22:58:11", "2026-12-01", "yesterday", "1.12.2026 22:58", "5"]
)
def test_a_moment_without_a_zone_is_none(text: str) -> None:
    assert parse_moment(text) is None


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_is_none_in_another_zone_is_none(text: str) -> None:
    assert parse_moment(text) is None


@given(st.text(max_size=5))
def test_no_cell_is_a_formula_and_every_cell_comes_back(text: Any) -> None:
    cell = escape_formula(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'"):
        assert unescape_formula(cell) == text
