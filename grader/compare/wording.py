"""Values and differences in words that a student can use."""

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import numpy as np

from grader.language import join_items, tr, tr_n, translatable
from grader.model.results import Difference
from grader.model.values import Array, DataTable, Fields, Handle, Opaque, Record, Tensor

MOST_AXES = 6  # of what is read as a shape
MAX_SHOWN = 80
# Axes that many a check names; another axis is said as the course writes it.
AXES = (
    translatable("time step"),
    translatable("step"),
    translatable("epoch"),
    translatable("layer"),
    translatable("batch"),
    translatable("unit"),
    translatable("row"),
    translatable("column"),
    translatable("sequence"),
    translatable("head"),
    translatable("channel"),
    translatable("feature"),
    translatable("class"),
    translatable("letter"),
    translatable("position"),
)
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
    return tr("a {kind}", kind=type(value).__name__)


def describe_any(items: Iterable[object]) -> str:
    """Return one of a set's items in words, the same one each time."""
    return describe(min(items, key=repr))


def _describe_opaque(value: Opaque) -> str:
    kind, description = shorten(value.kind), shorten(value.description)
    if description:
        return tr("a {kind} ({description})", kind=kind, description=description)
    return tr("a {kind}", kind=kind)


def _describe_fields(value: Fields) -> str:
    names = join_items(shorten(name) for name in itertools.islice(value.values, MAX_KEYS))
    return tr("a {kind} with the fields {names}", kind=shorten(value.kind), names=names)


def describe_columns(table: DataTable) -> str:
    """Say which columns a table has; only the first of many."""
    if not table.names:
        return tr("no columns")
    return tr("the columns {names}", names=_join_first(table.names))


def _join_first(names: Collection[object]) -> str:
    """Return the first of some names, and how many are not listed."""
    first = join_items(shorten(str(name)) for name in itertools.islice(names, MAX_KEYS))
    more = len(names) - MAX_KEYS
    return tr("{names} and {more} more", names=first, more=more) if more > 0 else first


def _describe_table(value: DataTable) -> str:
    return tr_n(
        "a {kind} of {number} row", "a {kind} of {number} rows", len(value), kind=value.kind
    )


def _describe_collection(value: Collection[Any]) -> str:
    return tr_n(
        "a {kind} of {number} item",
        "a {kind} of {number} items",
        len(value),
        kind=type(value).__name__,
    )


def _describe_tensor(value: Tensor) -> str:
    dtype, size = shorten(value.dtype), shape_literal(value.array)
    return tr("a tensor of {dtype} and shape {shape}", dtype=dtype, shape=size)


def _describe_array(value: Array) -> str:
    return tr(
        "an array of {dtype} and shape {shape}", dtype=value.dtype, shape=shape_literal(value)
    )


def _describe_record(value: Record) -> str:
    names = join_items(map(shorten, value.names))
    return tr("a {kind} of {names}", kind=shorten(value.kind), names=names)


_DESCRIBED: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (Tensor, _describe_tensor),
    (np.ndarray, _describe_array),
    (Handle, lambda value: tr("an object of class {kind}", kind=shorten(value.kind))),
    (Opaque, _describe_opaque),
    (Fields, _describe_fields),
    (DataTable, _describe_table),
    (
        (int, float, complex),
        lambda value: tr("the number {number}", number=shorten(format_number(value))),
    ),
    (str, lambda value: tr("the string {string}", string=short_literal(value))),
    (Record, _describe_record),
    ((tuple, list, dict, set, frozenset), _describe_collection),
)


def short_literal(value: object) -> str:
    """Return a short literal of a value."""
    return format_number(value) if isinstance(value, float) else shorten(repr(value))


def shorten(text: str) -> str:
    """Return `text`, cut where it gets too long for a sentence."""
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def describe_keys(mapping: dict[Any, Any]) -> str:
    """Return the keys of a dict in words; only the first of many."""
    return tr("keys {names}", names=_join_first(mapping)) if mapping else tr("no keys")


def format_number(value: complex, digits: int = 4) -> str:
    """Return a number as a student would write it."""
    if isinstance(value, bool | int | complex):
        return str(value)
    if not math.isfinite(value):
        return str(float(value))
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.{digits}f}"
    return f"{value:.{digits}g}"


def format_error(value: float) -> str:
    """Return an error or a tolerance with two digits: 0.12, 120, 1.2e-4."""
    if value == 0 or not math.isfinite(value) or 1e-2 <= value < 1e3:
        return f"{float(f'{value:.2g}'):g}"
    digits, exponent = f"{value:.1e}".split("e")
    return f"{digits}e{int(exponent)}"


def format_pair(expected: complex, got: complex) -> tuple[str, str]:
    """Return two different numbers, with as many digits as it takes to see the difference."""
    for digits in (4, 6, 8, 10, 12):
        texts = format_number(expected, digits), format_number(got, digits)
        if texts[0] != texts[1]:
            return texts
    return repr(expected), repr(got)


def describe_place(index: Sequence[int], axes: Sequence[str], name: str) -> str:
    """Return where in an array something stands.

    "outputs, time step 2, unit 1", or "outputs[2, 1]" when the axes have no names.
    """
    if not index:
        return name
    if len(axes) != len(index):
        return f"{name}[{', '.join(map(str, index))}]"
    words = [f"{tr(axis)} {at}" for axis, at in zip(axes, index, strict=True)]
    return tr("{name}, {place}", name=name, place=join_items(words)) if name else join_items(words)


def describe_agreeing(first: int, axes: Sequence[str]) -> str | None:
    """Return what can be said of the steps before the first difference.

    "steps 0 and 1 agree"; None when there are none.
    """
    if first <= 0 or not axes:
        return None
    if first == 1:
        return tr("{axis} 0 agrees", axis=_inflect_axis(axes[0], many=False))
    axis = _inflect_axis(axes[0], many=True)
    if first == 2:
        return tr("{axis} 0 and 1 agree", axis=axis)
    return tr("{axis} 0 to {last} agree", axis=axis, last=first - 1)


def _inflect_axis(axis: str, *, many: bool) -> str:
    """Return an axis in a sentence: in English its last word, as one or many."""
    translated = tr(axis)
    if translated != axis:
        return translated  # Chinese has no plural
    word = axis.split()[-1]
    if not many:
        return word
    return "batches" if word == "batch" else f"{word}s"


def describe_in_full(want: Sequence[object], got: Sequence[object]) -> str | None:
    """Return a shape that was expected, and the one that came, all of both; None of what is none.

    A shape is read as a whole: which of its numbers is another one says less.
    """
    if not (_is_like_a_shape(want) and _is_like_a_shape(got)):
        return None
    return tr("in full {want} is expected, and yours is {got}", want=tuple(want), got=tuple(got))


def _is_like_a_shape(values: Sequence[object]) -> bool:
    return 2 <= len(values) <= MOST_AXES and all(type(value) is int for value in values)


def sentence(difference: Difference) -> str:
    """Return the sentence that a student reads, made from the Difference."""
    text = tr("expected {want}, got {got}", want=difference.expected, got=difference.got)
    if difference.error is not None and difference.allowed is not None:
        error, allowed = format_error(difference.error), format_error(difference.allowed)
        text = tr(
            "{text} (off by {error}, allowed {allowed})", text=text, error=error, allowed=allowed
        )
    if difference.where:
        text = tr("{where}: {text}", where=difference.where, text=text)
    if difference.agreeing:
        text = tr("{text}; {more}", text=text, more=difference.agreeing)
    return "\n".join(filter(None, (text, _count_differing(difference))))


def _count_differing(difference: Difference) -> str:
    """Return how many numbers differ, and by how much at most; "" for a single number."""
    if not difference.size or difference.size <= 1 or difference.differing is None:
        return ""
    counts = {"differing": difference.differing, "size": difference.size}
    largest = difference.largest_error
    if largest is None or not math.isfinite(largest):
        return tr("{differing} of {size} numbers differ", **counts)
    return tr(
        "{differing} of {size} numbers differ, the largest by {error}",
        error=format_error(largest),
        **counts,
    )


def describe_shape(array: Array) -> str:
    """Say which shape an array has."""
    return tr("shape {shape}", shape=shape_literal(array))


def shape_literal(array: Array) -> str:
    """Return an array's shape as a literal of plain ints."""
    return str(tuple(int(n) for n in array.shape))
