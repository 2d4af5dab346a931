"""Values and differences in words that a student can use."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import numpy as np

from grader.model.results import Difference
from grader.model.values import DataTable, Fields, Handle, Opaque, Record, Tensor

MAX_SHOWN = 80
MAX_KEYS = 8


def describe(value: object) -> str:
    """Say what `value` is, with its article.

    "an array of float64 and shape (3, 2)", "None", "the string 'hola'".
    """
    if value is None or isinstance(value, bool):
        return str(value)
    for types, describe_one in _DESCRIBED:
        if isinstance(value, types):
            return describe_one(value)
    return f"a {type(value).__name__}"


def some(items: Iterable[object]) -> str:
    """Return one of a set's items in words, the same one each time."""
    return describe(min(items, key=repr))


def _describe_opaque(value: Opaque) -> str:
    kind, description = short(value.kind), short(value.description)
    return f"a {kind} ({description})" if description else f"a {kind}"


def _describe_fields(value: Fields) -> str:
    names = ", ".join(short(name) for name in itertools.islice(value.values, MAX_KEYS))
    return f"a {short(value.kind)} with the fields {names}"


def columns(table: DataTable) -> str:
    """Say which columns a table has; only the first of many."""
    names = [short(str(name)) for name in table.names[:MAX_KEYS]]
    more = len(table.names) - len(names)
    listed = ", ".join(names) + (f" and {more} more" if more else "")
    return f"the columns {listed}" if names else "no columns"


def _describe_table(value: DataTable) -> str:
    return f"a {value.kind} of {len(value)} {'row' if len(value) == 1 else 'rows'}"


def _describe_collection(value: Collection[Any]) -> str:
    return f"a {type(value).__name__} of {len(value)} {'item' if len(value) == 1 else 'items'}"


_DESCRIBED: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (Tensor, lambda value: f"a tensor of {short(value.dtype)} and shape {shape(value.array)}"),
    (np.ndarray, lambda value: f"an array of {value.dtype} and shape {shape(value)}"),
    (Handle, lambda value: f"an object of class {short(value.kind)}"),
    (Opaque, _describe_opaque),
    (Fields, _describe_fields),
    (DataTable, _describe_table),
    ((int, float, complex), lambda value: f"the number {short(number(value))}"),
    (str, lambda value: f"the string {shown(value)}"),
    (Record, lambda value: f"a {short(value.kind)} of {', '.join(map(short, value.names))}"),
    ((tuple, list, dict, set, frozenset), _describe_collection),
)


def shown(value: object) -> str:
    """Return a short literal of a value."""
    return number(value) if isinstance(value, float) else short(repr(value))


def short(text: str) -> str:
    """Return `text`, cut where it gets too long for a sentence."""
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def keys(mapping: dict[Any, Any]) -> str:
    """Return the keys of a dict in words; only the first of many."""
    names = [short(str(key)) for key in itertools.islice(mapping, MAX_KEYS)]
    more = len(mapping) - len(names)
    return (
        f"keys {', '.join(names)}" + (f" and {more} more" if more else "") if names else "no keys"
    )


def number(value: complex, digits: int = 4) -> str:
    """Return a number as a student would write it."""
    if isinstance(value, bool | int | complex):
        return str(value)
    if not math.isfinite(value):
        return str(float(value))
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.{digits}f}"
    return f"{value:.{digits}g}"


def tiny(value: float) -> str:
    """Return an error or a tolerance with two digits: 0.12, 1.2e-4."""
    if value == 0 or not math.isfinite(value) or 1e-2 <= value < 1e3:
        return f"{value:.2g}"
    digits, exponent = f"{value:.1e}".split("e")
    return f"{digits}e{int(exponent)}"


def pair(expected: complex, got: complex) -> tuple[str, str]:
    """Return two different numbers, with as many digits as it takes to see the difference."""
    for digits in (4, 6, 8, 10, 12):
        texts = number(expected, digits), number(got, digits)
        if texts[0] != texts[1]:
            return texts
    return repr(expected), repr(got)


def place(index: Sequence[int], axes: Sequence[str], name: str) -> str:
    """Return where in an array something stands.

    "outputs, time step 2, unit 1", or "outputs[2, 1]" when the axes have no names.
    """
    if not index:
        return name
    if len(axes) != len(index):
        return f"{name}[{', '.join(map(str, index))}]"
    words = [f"{axis} {at}" for axis, at in zip(axes, index, strict=True)]
    return ", ".join([name, *words] if name else words)


def agreeing(first: int, axes: Sequence[str]) -> str | None:
    """Return what can be said of the steps before the first difference.

    "steps 0 and 1 agree"; None when there are none.
    """
    if first <= 0 or not axes:
        return None
    word = axes[0].split()[-1]
    if first == 1:
        return f"{word} 0 agrees"
    words = "batches" if word == "batch" else f"{word}s"
    return f"{words} 0 and 1 agree" if first == 2 else f"{words} 0 to {first - 1} agree"


def in_full(want: Sequence[object], got: Sequence[object]) -> str:
    """Return a few numbers that were expected, and those that came, all of them."""
    return f"in full {tuple(want)} is expected, and yours is {tuple(got)}"


def sentence(difference: Difference) -> str:
    """Return the sentence that a student reads, made from the Difference."""
    text = f"expected {difference.expected}, got {difference.got}"
    if difference.error is not None and difference.allowed is not None:
        text += f" (off by {tiny(difference.error)}, allowed {tiny(difference.allowed)})"
    if difference.where:
        text = f"{difference.where}: {text}"
    if difference.agreeing:
        text += f"; {difference.agreeing}"
    if difference.size and difference.size > 1 and difference.differing is not None:
        text += f"\n{difference.differing} of {difference.size} numbers differ"
        if difference.largest_error is not None and math.isfinite(difference.largest_error):
            text += f", the largest by {tiny(difference.largest_error)}"
    return text


def shape(array: np.ndarray[Any, Any]) -> str:
    """Return an array's shape as a literal of plain ints."""
    return str(tuple(int(n) for n in array.shape))
