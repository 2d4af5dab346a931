"""Values and differences in words that a student can use."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.model.results import Difference
from grader.model.values import Handle, Opaque, Tensor

MAX_SHOWN = 80
MAX_KEYS = 8


def describe(value: object) -> str:
    """What `value` is, with its article:

    "a float array of shape (3, 2)", "None", "the string 'hola'".
    """
    if value is None:
        return "None"
    if isinstance(value, Tensor):
        return f"a tensor of {short(value.dtype)} and shape {_shape(value.array)}"
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} and shape {_shape(value)}"
    if isinstance(value, Handle):
        return f"an object of class {short(value.kind)}"
    if isinstance(value, Opaque):
        kind, description = short(value.kind), short(value.description)
        return f"a {kind} ({description})" if description else f"a {kind}"
    if isinstance(value, bool):
        return f"{value}"
    if isinstance(value, int | float | complex):
        return f"the number {short(number(value))}"
    if isinstance(value, str):
        return f"the string {shown(value)}"
    if isinstance(value, tuple | list | dict):
        return f"a {type(value).__name__} of {len(value)} {'item' if len(value) == 1 else 'items'}"
    return f"a {type(value).__name__}"


def shown(value: object) -> str:
    """A short literal of a value."""
    return number(value) if isinstance(value, float) else short(repr(value))


def short(text: str) -> str:
    """`text`, cut where it gets too long for a sentence."""
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def keys(mapping: dict[Any, Any]) -> str:
    """The keys of a dict in words; only the first of many."""
    names = [short(str(key)) for key in itertools.islice(mapping, MAX_KEYS)]
    more = len(mapping) - len(names)
    return (
        f"keys {', '.join(names)}" + (f" and {more} more" if more else "") if names else "no keys"
    )


def number(value: complex, digits: int = 4) -> str:
    """A number as a student would write it."""
    if isinstance(value, bool | int | complex):
        return str(value)
    if not math.isfinite(value):
        return str(float(value))
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.{digits}f}"
    return f"{value:.{digits}g}"


def pair(expected: complex, got: complex) -> tuple[str, str]:
    """Two different numbers, with as many digits as it takes to see the difference."""
    for digits in (4, 6, 8, 10, 12):
        texts = number(expected, digits), number(got, digits)
        if texts[0] != texts[1]:
            return texts
    return repr(expected), repr(got)


def place(index: Sequence[int], axes: Sequence[str], name: str) -> str:
    """Where in an array:

    "outputs, time step 2, unit 1", or "outputs[2, 1]" when the axes have no names.
    """
    if not index:
        return name
    if len(axes) != len(index):
        return f"{name}[{', '.join(map(str, index))}]"
    words = [f"{axis} {at}" for axis, at in zip(axes, index, strict=True)]
    return ", ".join([name, *words] if name else words)


def agreeing(first: int, axes: Sequence[str]) -> str | None:
    """What can be said of the steps before the first difference: "steps 0 and 1 agree"."""
    if first <= 0 or not axes:
        return None
    word = axes[0].split()[-1]
    if first == 1:
        return f"{word} 0 agrees"
    words = "batches" if word == "batch" else f"{word}s"
    return f"{words} 0 and 1 agree" if first == 2 else f"{words} 0 to {first - 1} agree"


def sentence(difference: Difference) -> str:
    """The sentence that a student reads, made from the Difference."""
    text = f"expected {difference.expected}, got {difference.got}"
    if difference.where:
        text = f"{difference.where}: {text}"
    if difference.agreeing:
        text += f"; {difference.agreeing}"
    if difference.size and difference.size > 1 and difference.differing is not None:
        text += f"\n{difference.differing} of {difference.size} numbers differ"
        if difference.largest_error is not None and math.isfinite(difference.largest_error):
            text += f", the largest by {difference.largest_error:.2g}"
    return text


def _shape(array: np.ndarray[Any, Any]) -> str:
    return str(tuple(int(n) for n in array.shape))
