"""Tables of pandas on their way in and out, where the course allows pandas."""

import importlib
from typing import Any

import numpy as np

from grader.model.values import Array, DataTable
from grader.sandbox.inside.substitutes.standins import real_module
from grader.wire.ceilings import is_array_type
from grader.wire.decoding import object_array

MOST_CHARACTERS = 9999  # of a string in an array of strings


def as_plain_table(value: object) -> DataTable | None:
    """Return a DataFrame, a Series or an Index as plain data; None for anything else."""
    pandas = real_module("pandas")
    if pandas is None or not isinstance(getattr(pandas, "DataFrame", None), type):
        return None
    if isinstance(value, pandas.Index):
        value = value.to_series(index=range(len(value)))
    if isinstance(value, pandas.DataFrame):
        columns = tuple(_array(value.iloc[:, at]) for at in range(value.shape[1]))
        return DataTable("DataFrame", tuple(value.columns.tolist()), columns, _array(value.index))
    if isinstance(value, pandas.Series):
        return DataTable("Series", (value.name,), (_array(value),), _array(value.index))
    return None


def build_table(table: DataTable) -> Any:
    """Return the DataFrame or the Series of plain data.  Raises ImportError without pandas."""
    pandas: Any = importlib.import_module("pandas")
    index = pandas.Index(_as_list(table.index))
    columns = [pandas.Series(_as_list(column), index=index) for column in table.columns]
    if table.kind == "Series":
        return columns[0].rename(table.names[0])
    return pandas.DataFrame(dict(enumerate(columns)), index=index).set_axis(
        list(table.names), axis="columns"
    )


def _as_list(array: Array) -> Any:
    """Return strings and objects as a list, of which pandas makes its own types."""
    return array.tolist() if array.dtype.kind in "OU" else array


def _array(column: Any) -> Array:
    """Return a column's values: dates as text, what NumPy has no type for as objects."""
    array = np.asarray(column.to_numpy())
    if array.dtype.kind in "Mm":
        array = np.array([None if item != item else str(item) for item in array], dtype=object)
    if is_array_type(array.dtype.str):
        return array
    items = [None if _is_missing(item) else item for item in array.tolist()]
    strings = _strings(items)
    return object_array(items) if strings is None else strings


def _strings(items: list[Any]) -> Any:
    """Return a list of strings as an array of them; None where one of them is none."""
    if not items or not all(type(item) is str for item in items):
        return None
    longest = max(len(item) for item in items)
    return np.array(items) if 0 < longest <= MOST_CHARACTERS else None


def _is_missing(item: Any) -> bool:
    """Return whether pandas holds an item for missing: None, NaN, NaT, NA."""
    pandas = real_module("pandas")
    return item is None or item is pandas.NA or item is pandas.NaT or item is np.nan
