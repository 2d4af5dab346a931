"""Taking alike what differs only in its container: rows for an array, a number for a 0-d array."""

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeGuard

import numpy as np

from grader.language import tr
from grader.model.results import Difference
from grader.model.values import Tensor, unwrap

from . import wording
from .comparing import Comparing
from .numbers import Array

# More than any answer has: rows of small numbers grow when they are stacked, an array when it
# becomes a list.
MOST_STACKED = 1 << 22
MOST_LISTED = 10_000


def answer_name() -> str:
    """Return the name of a value that the check gave none."""
    return tr("the answer")


def build_difference(
    kind: str, name: str, want: Any, got: Any, say: Callable[[Any], str] = wording.describe
) -> Difference:
    """Return the Difference of two values, each as `say` puts it in words."""
    return Difference(kind=kind, where=name, expected=say(want), got=say(got))


def type_difference(name: str, want: object, got: object) -> Difference:
    """Return the Difference of a value that is of another type."""
    return build_difference("type", name, want, got)


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether `value` is a real number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_float(number: float) -> float:
    """Return a number as a float; an int that no float can hold counts as infinite."""
    try:
        return float(number)
    except OverflowError:
        return float("inf")


def number_array(number: float) -> Array:
    """Return a number as a 0-d array of its kind."""
    fits = isinstance(number, int) and -(1 << 63) <= number < 1 << 63
    return np.asarray(number if fits else as_float(number))


def plain_number(item: object) -> object:
    """Return the number in a 0-d array or tensor, or `item` itself; None for a truth value."""
    array = unwrap(item)
    value = array.item() if isinstance(array, np.ndarray) and array.ndim == 0 else array
    return None if isinstance(value, bool) else value


def as_comparable(item: object) -> object:
    """Return a key, a column's name or an item of a set as it is compared.

    Every NaN is the same one, so that it equals itself; what `==` cannot compare is its text.
    """
    if isinstance(item, float) and item != item:
        return math.nan
    if isinstance(item, tuple):
        return tuple(map(as_comparable, item))
    if isinstance(item, np.ndarray) and item.ndim == 0:
        return as_comparable(item.item())
    return repr(item) if isinstance(item, np.ndarray | list | dict) else item


def stack_rows(rows: Sequence[object], name: str, comparing: Comparing) -> object:
    """Return equal rows as one array or tensor, and note it; anything else as it was."""
    nested = [
        stack_rows(row, "", comparing) if isinstance(row, tuple | list) else row for row in rows
    ]
    arrays = need_same_shape([_row_array(row) for row in nested])
    if not arrays or len(arrays) * arrays[0].size > MOST_STACKED:
        return rows
    if name:
        comparing.notes.append(
            tr(
                "{name} came as a {kind} of rows, which counts as one array",
                name=name,
                kind=type(rows).__name__,
            )
        )
    stacked = np.stack(arrays)
    return Tensor(stacked) if any(isinstance(row, Tensor) for row in nested) else stacked


def need_same_shape(arrays: Sequence[Array | None]) -> list[Array]:
    """Return the arrays, when all are there and of one shape; otherwise none of them."""
    present = [array for array in arrays if array is not None]
    shapes = {array.shape for array in present}
    return present if len(present) == len(arrays) and len(shapes) == 1 else []


def _row_array(row: object) -> Array | None:
    """Return a row's array; None for what is neither a number nor an array of the wire's."""
    if isinstance(row, Tensor):
        return row.array
    if isinstance(row, np.ndarray):
        return row
    return number_array(row) if is_number(row) else None


def list_array(
    array: Array, want: Sequence[object], name: str, comparing: Comparing
) -> list[object] | None:
    """Return a short array of numbers as a list, where one was expected, and note it."""
    wants_numbers = all(isinstance(item, int | float) for item in want)
    if array.ndim != 1 or array.size > MOST_LISTED or not wants_numbers:
        return None
    comparing.notes.append(tr("{name} came as an array, which counts as a list", name=name))
    return list(array.tolist())


def unstack(got: object, number: int, comparing: Comparing) -> object:
    """Return the answers that came stacked in one array as a list, and note it."""
    if not isinstance(got, np.ndarray | Tensor) or got.shape[:1] != (number,):
        return got
    comparing.notes.append(tr("the answers came stacked in one array, which counts as a tuple"))
    return [got[at] for at in range(number)]
