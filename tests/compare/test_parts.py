"""Dataclasses by their fields, tables of pandas by their columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.compare import find_difference
from grader.compare.parts import missing_items
from grader.model import DataTable, Fields

NAN = float("nan")


def frame(index: Any = None, **columns: Any) -> DataTable:
    arrays = tuple(np.asarray(column) for column in columns.values())
    rows = np.arange(len(arrays[0]) if arrays else 0) if index is None else np.asarray(index)
    return DataTable("DataFrame", tuple(columns), arrays, rows)


def series(*items: Any, name: str = "loss") -> DataTable:
    return DataTable("Series", (name,), (np.array(items),), np.arange(len(items)))


def objects(*items: object) -> Any:
    return np.array(items, dtype=object)


STEP = Fields("Step", {"h": np.ones(2), "count": 3})
PEOPLE = frame(age=[3, 4], name=["a", "b"])


@pytest.mark.parametrize(
    ("got", "kind", "where", "expected", "received"),
    cases(
        {
            "another value": (
                Fields("Step", {"h": np.ones(2), "count": 4}),
                "exact",
                "count",
                "3",
                "4",
            ),
            "the first field first": (
                Fields("Step", {"h": np.array([1.0, 2.0]), "count": 4}),
                "values",
                "h[1]",
                "1.0000",
                "2.0000",
            ),
            "a field too few": (
                Fields("Step", {"h": np.ones(2)}),
                "structure",
                "the answer",
                "a Step with the fields h, count",
                "a Step with the fields h",
            ),
            "another name": (
                Fields("Step", {"h": np.ones(2), "number": 3}),
                "structure",
                "the answer",
                "a Step with the fields h, count",
                "a Step with the fields h, number",
            ),
            "a dict": (
                {"h": np.ones(2), "count": 3},
                "type",
                "the answer",
                "a Step with the fields h, count",
                "a dict of 2 items",
            ),
        }
    ),
)
def test_a_dataclass_differs_in_its_first_field_that_does(
    got: Any, kind: str, where: str, expected: str, received: str
) -> None:
    difference, _ = find_difference(got, STEP)
    assert (difference.kind, difference.where) == (kind, where)
    assert (difference.expected, difference.got) == (expected, received)


def test_the_class_and_the_order_of_the_fields_do_not_count() -> None:
    assert find_difference(Fields("Mine", {"count": 3, "h": np.ones(2)}), STEP)[0] is None


def test_a_field_of_a_field_is_named_by_the_way_to_it() -> None:
    want = Fields("Net", {"layer": Fields("Layer", {"w": 1})})
    got = Fields("Net", {"layer": Fields("Layer", {"w": 2})})
    assert find_difference(got, want, names="net")[0].where == "net.layer.w"
    assert find_difference(got, want)[0].where == "layer.w"


@pytest.mark.parametrize(
    ("got", "kind", "where", "expected", "received"),
    cases(
        {
            "a number": (
                frame(age=[3, 5], name=["a", "b"]),
                "values",
                "the column age[1]",
                "4",
                "5",
            ),
            "a word": (
                frame(age=[3, 4], name=["a", "c"]),
                "exact",
                "the column name[1]",
                "'b'",
                "'c'",
            ),
            "a column too few": (
                frame(age=[3, 4]),
                "structure",
                "people",
                "the columns age, name",
                "the columns age",
            ),
            "columns in another order": (
                frame(name=["a", "b"], age=[3, 4]),
                "structure",
                "people",
                "the columns age, name",
                "the columns name, age",
            ),
            "a row too few": (frame(age=[3], name=["a"]), "shape", "people", "2 rows", "1 rows"),
            "another index": (
                frame([1, 0], age=[3, 4], name=["a", "b"]),
                "values",
                "the index of people[0]",
                "0",
                "1",
            ),
            "a series": (
                series(3, 4),
                "type",
                "people",
                "a DataFrame of 2 rows",
                "a Series of 2 rows",
            ),
            "an array": (
                np.ones((2, 2)),
                "type",
                "people",
                "a DataFrame of 2 rows",
                "an array of float64 and shape (2, 2)",
            ),
        }
    ),
)
def test_a_table_differs_in_columns_then_rows_then_index_then_values(
    got: Any, kind: str, where: str, expected: str, received: str
) -> None:
    difference, _ = find_difference(got, PEOPLE, names="people")
    assert (difference.kind, difference.where) == (kind, where)
    assert (difference.expected, difference.got) == (expected, received)


@pytest.mark.parametrize(
    ("got", "want"),
    cases(
        {
            "itself": (PEOPLE, PEOPLE),
            "a series of another name": (series(1.0, name="x"), series(1.0, name="y")),
            "missing on both sides": (frame(x=[1.0, NAN]), frame(x=[1.0, NAN])),
            "NaN for None": (frame(x=objects("a", NAN)), frame(x=objects("a", None))),
            "nothing but missing": (frame(x=[NAN, NAN]), frame(x=[NAN, NAN])),
            "no rows": (frame(x=np.zeros(0)), frame(x=np.zeros(0))),
            "no columns": (frame(), frame()),
            "lists with one missing": (
                frame(x=objects(["a", "b"], None)),
                frame(x=objects(["a", "b"], NAN)),
            ),
            "arrays of unequal length": (
                frame(x=objects(np.ones(2), np.ones(3), None)),
                frame(x=objects(np.ones(2), np.ones(3), None)),
            ),
            "a column without a name": (
                DataTable("DataFrame", (float("nan"), "x"), (np.ones(1),) * 2, np.arange(1)),
                DataTable("DataFrame", (float("nan"), "x"), (np.ones(1),) * 2, np.arange(1)),
            ),
            "within the tolerance": (frame(x=[1.0, 2.0 + 1e-12]), frame(x=[1.0, 2.0])),
        }
    ),
)
def test_tables_that_count_alike(got: DataTable, want: DataTable) -> None:
    assert find_difference(got, want)[0] is None


@pytest.mark.parametrize(
    ("got", "want", "expected", "received"),
    cases(
        {
            "a value that should be missing": ([1.0, 2.0], [1.0, NAN], "no value", "a value"),
            "a value that is missing": ([1.0, NAN], [1.0, 2.0], "a value", "no value"),
            "everything missing": ([NAN, NAN], [1.0, NAN], "a value", "no value"),
        }
    ),
)
def test_a_value_that_is_missing_is_data(got: Any, want: Any, expected: str, received: str) -> None:
    difference, _ = find_difference(frame(x=got), frame(x=want))
    assert (difference.kind, difference.expected, difference.got) == ("exact", expected, received)
    assert difference.where.startswith("the column x, row ")


@pytest.mark.parametrize(
    ("column", "missing"),
    [
        (np.array([1.0, NAN, np.inf]), [False, True, False]),
        (np.array([1, 2]), [False, False]),
        (np.array(["", "nan"]), [False, False]),
        (objects(None, NAN, 0, "", "NaN"), [True, True, False, False, False]),
        (np.array([1j, complex(NAN, 0)]), [False, True]),
        (np.zeros(0), []),
    ],
    ids=["floats", "ints", "strings", "objects", "complex", "empty"],
)
def test_only_none_and_nan_are_missing(column: Any, missing: list[bool]) -> None:
    assert missing_items(column).tolist() == missing


def test_a_name_that_no_table_of_pandas_has_is_a_wrong_name() -> None:
    """A student process may claim anything; it must not end the comparison."""
    forged = DataTable("DataFrame", (np.ones(2),), (np.ones(2),), np.arange(2))
    difference, _ = find_difference(forged, frame(x=[1.0, 1.0]))
    assert (difference.kind, difference.expected) == ("structure", "the columns x")


def test_a_list_in_a_column_is_compared_item_by_item() -> None:
    got, want = frame(x=objects(["a", "c"], None)), frame(x=objects(["a", "b"], None))
    assert find_difference(got, want)[0].where == "the column x[0][1]"
