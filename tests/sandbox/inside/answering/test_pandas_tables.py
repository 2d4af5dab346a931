"""Tables of pandas as plain data, and made again from it."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.model.values import DataTable
from grader.sandbox.inside.answering.pandas_tables import (
    MOST_CHARACTERS,
    as_plain_table,
    build_table,
)
from grader.wire.decoding import decode
from grader.wire.encoding import encode

pandas = pytest.importorskip("pandas")


def outside(value: object) -> DataTable:
    table = as_plain_table(value)
    assert table is not None
    return table


FRAMES = cases(
    {
        "numbers and truth values": {"a": [1, 2], "b": [0.5, 1.5], "c": [True, False]},
        "words": {"a": ["x", "longer"], "b": ["", "y"]},
        "nothing in it": {"a": []},
        "a word of any length": {"a": ["x" * (MOST_CHARACTERS + 1)]},
    }
)


@pytest.mark.parametrize("columns", FRAMES)
def test_a_frame_crosses_the_wire_and_is_the_same(columns: dict[str, list[Any]]) -> None:
    frame = pandas.DataFrame(columns)
    table = decode(encode(outside(frame)))
    assert table.kind == "DataFrame" and table.names == tuple(columns)
    pandas.testing.assert_frame_equal(build_table(table), frame, check_dtype=bool(len(frame)))


def test_what_is_missing_is_none_and_dates_are_text() -> None:
    dates = pandas.to_datetime(["2020-01-02", None])
    table = outside(pandas.DataFrame({"when": dates, "word": ["x", None], "n": [1.0, None]}))
    when, word, number = table.columns
    assert when[0].startswith("2020-01-02") and when[1] is None
    assert word.tolist() == ["x", None]
    assert number[0] == 1.0 and np.isnan(number[1])


def test_two_columns_of_one_name_both_cross() -> None:
    table = outside(pandas.DataFrame([[1, 2]], columns=["a", "a"]))
    assert [column.tolist() for column in table.columns] == [[1], [2]]
    assert list(build_table(table).columns) == ["a", "a"]


def test_a_series_keeps_its_name_and_its_index() -> None:
    series = pandas.Series([1.5, 2.5], index=["b", "a"], name="x")
    table = outside(series)
    assert (table.kind, table.names) == ("Series", ("x",))
    pandas.testing.assert_series_equal(build_table(table), series)
    assert outside(series.index).columns[0].tolist() == ["b", "a"]


@pytest.mark.parametrize("value", [1, [1.0], {"a": [1]}, np.ones(2)])
def test_what_is_no_table_is_none(value: object) -> None:
    assert as_plain_table(value) is None


def test_without_pandas_nothing_is_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    series = pandas.Series([1.0])
    monkeypatch.delitem(sys.modules, "pandas")
    assert as_plain_table(series) is None


def test_each_way_that_pandas_says_missing_is_none() -> None:
    ways = pandas.Series([pandas.NaT, pandas.NA, np.nan, None, "x"], dtype=object)
    (values,) = outside(ways).columns
    assert values.tolist() == [None, None, None, None, "x"]
