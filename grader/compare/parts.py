"""Comparing what has named parts: dataclasses by fields, dicts by keys, tables by columns.

`compare` compares two parts, as `find_difference` does.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.language import tr
from grader.model.results import Difference
from grader.model.values import DataTable, Fields

from . import wording
from .alike import answer_name, as_comparable, build_difference, type_difference
from .comparing import Comparing, first_of
from .numbers import Array

Compare = Callable[[object, object, str, Comparing], Difference | None]


def compare_fields(
    got: object, want: Fields, name: str, comparing: Comparing, compare: Compare
) -> Difference | None:
    """Compare a dataclass field by field; what its class is called does not count."""
    if not isinstance(got, Fields):
        return type_difference(name, want, got)
    if got.values.keys() != want.values.keys():
        return build_difference("structure", name, want, got)
    within = "" if name == answer_name() else f"{name}."
    return first_of(
        compare(got.values[field], item, f"{within}{field}", comparing)
        for field, item in want.values.items()
    )


def compare_mapping(
    got: object, want: dict[Any, Any], name: str, comparing: Comparing, compare: Compare
) -> Difference | None:
    """Compare a dict: its keys, then what stands under each."""
    if not isinstance(got, dict):
        return type_difference(name, want, got)
    mine = {as_comparable(key): item for key, item in got.items()}
    if mine.keys() != {as_comparable(key) for key in want} or len(got) != len(want):
        return build_difference("structure", name, want, got, wording.describe_keys)
    return first_of(
        compare(
            mine[as_comparable(key)],
            item,
            str(key) if name == answer_name() else f"{name}[{key!r}]",
            comparing,
        )
        for key, item in want.items()
    )


def compare_table(
    got: object, want: DataTable, name: str, comparing: Comparing, compare: Compare
) -> Difference | None:
    """Compare a table: its columns' names, its rows, its index, then column by column.

    What a Series is called does not count.
    """
    if not isinstance(got, DataTable) or got.kind != want.kind:
        return type_difference(name, want, got)
    difference = _shape_difference(got, want, name)
    difference = difference or compare(
        got.index, want.index, tr("the index of {name}", name=name), comparing
    )
    for title, mine, theirs in zip(want.names, got.columns, want.columns, strict=False):
        label = name if want.kind == "Series" else tr("the column {title}", title=title)
        difference = difference or _column_difference(mine, theirs, label, comparing, compare)
    return difference


def _shape_difference(got: DataTable, want: DataTable, name: str) -> Difference | None:
    if want.kind != "Series" and as_comparable(got.names) != as_comparable(want.names):
        return build_difference("structure", name, want, got, wording.describe_columns)
    if len(got) != len(want):
        return build_difference(
            "shape", name, want, got, lambda each: tr("{number} rows", number=len(each))
        )
    return None


def _column_difference(
    got: Array, want: Array, name: str, comparing: Comparing, compare: Compare
) -> Difference | None:
    """Return the first difference of two columns of one length.

    A value that is missing (NaN, None) is data: it must be missing on both sides.
    """
    missing, expected = missing_items(got), missing_items(want)
    if not np.array_equal(missing, expected):
        at = int(np.nonzero(missing != expected)[0][0])
        return Difference(
            kind="exact",
            where=wording.describe_place((at,), ("row",), name),
            expected=tr("no value") if expected[at] else tr("a value"),
            got=tr("no value") if missing[at] else tr("a value"),
        )
    if expected.all():
        return None
    return compare(_fill_missing(got, missing), _fill_missing(want, missing), name, comparing)


def missing_items(column: Array) -> Array:
    """Return where a column has no value."""
    if column.dtype.kind in "fc":
        return np.isnan(column)
    if column.dtype.kind == "O":
        return np.array([_is_missing(item) for item in column.tolist()], dtype=bool)
    return np.zeros(column.shape, dtype=bool)


def _is_missing(item: object) -> bool:
    return item is None or (isinstance(item, float) and item != item)


def _fill_missing(column: Array, missing: Array) -> Array:
    """Return a column with its first value wherever there is none."""
    if not missing.any():
        return column
    full, first = column.copy(), column[~missing][0]
    for at in np.nonzero(missing)[0]:  # one by one: the value itself may be a list
        full[at] = first
    return full


PARTED: tuple[tuple[type, Callable[..., Difference | None]], ...] = (
    (Fields, compare_fields),
    (DataTable, compare_table),
    (dict, compare_mapping),
)
