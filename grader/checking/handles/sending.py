"""Values of a check that are made anew in the student process: what is sent are their parts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.model.values import Array, DataTable, Made
from grader.wire.decoding import object_array


def as_made(value: Any) -> Made | None:
    """Return the parts of a value that is no plain data; None when it is sent as it is.

    A random generator is sent with its state, so that each side draws the same and neither moves
    the other's.
    """
    if isinstance(value, np.random.Generator):
        state = value.bit_generator.state
        return Made("numpy.Generator", (type(value.bit_generator).__name__, state))
    if isinstance(value, slice):
        return Made("slice", (value.start, value.stop, value.step))
    if value is ...:
        return Made("ellipsis", None)
    if isinstance(value, type):
        return Made("type", f"{value.__module__}.{value.__qualname__}")
    return None


def table(columns: Mapping[Any, Any], index: Sequence[Any] | None = None) -> DataTable:
    """Return a DataFrame of pandas, for an argument: columns by name, and the index if any."""
    arrays = tuple(_column(items) for items in columns.values())
    rows = len(arrays[0]) if arrays else len(index or ())
    return DataTable("DataFrame", tuple(columns), arrays, _index(index, rows))


def series(values: Any, index: Sequence[Any] | None = None, name: Any = None) -> DataTable:
    """Return a Series of pandas, for an argument."""
    array = _column(values)
    return DataTable("Series", (name,), (array,), _index(index, len(array)))


def _index(index: Sequence[Any] | None, rows: int) -> Array:
    return np.arange(rows) if index is None else _column(index)


def _column(items: Any) -> Array:
    """Return the items of a column as an array; mixed ones, and those with None, as objects."""
    if isinstance(items, np.ndarray):
        return items
    kinds = {type(item) for item in items}
    plain = len(kinds) == 1 and kinds <= {int, float, str, bool}
    return np.array(items) if plain else object_array(items)


def generator(seed: int) -> Made:
    """Return a random generator of PyTorch's in the state that the seed gives, for an argument.

    Each call that gets it draws from that state on.
    """
    return Made("torch.Generator", int(seed))
