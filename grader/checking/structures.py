"""Going through an answer's structure: tuples, lists and dicts, whatever stands in them."""

from collections.abc import Callable
from typing import Any

from grader.model.values import DataTable, Fields
from grader.nouns import replace


def rebuild(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return the same structure with `change` of each item that holds no others.

    The index of a table and its names are structure: only its columns are changed.
    """
    if isinstance(value, tuple | list):
        make = getattr(value, "_make", type(value))  # a named tuple is made in its own way
        return make([rebuild(item, change) for item in value])
    if isinstance(value, dict):
        return {key: rebuild(item, change) for key, item in value.items()}
    if isinstance(value, Fields):
        return replace(value, values=rebuild(value.values, change))
    if isinstance(value, DataTable):
        return replace(value, columns=tuple(change(column) for column in value.columns))
    return change(value)
