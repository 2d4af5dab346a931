"""Finding where two values first part."""

import itertools
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

import numpy as np

from grader.language import tr
from grader.model.assignment import Tolerances
from grader.model.proofs import Measure
from grader.model.results import Difference
from grader.model.values import Handle, Tensor, unwrap
from grader.nouns import replace

from . import wording
from .alike import (
    answer_name,
    as_comparable,
    as_float,
    build_difference,
    is_number,
    list_array,
    number_array,
    plain_number,
    stack_rows,
    type_difference,
    unstack,
)
from .arrays import compare_arrays
from .comparing import Comparing, first_of
from .numbers import Array
from .parts import PARTED

Names = str | Sequence[str]


def find_difference(
    got: object,
    want: object,
    *,
    names: Names = (),
    axes: Sequence[str] = (),
    tolerances: Tolerances | None = None,
    atol: float | None = None,
    rtol: float | None = None,
    measured: list[Measure] | None = None,
) -> tuple[Difference | None, list[str]]:
    """Return the first difference between `got` and `want`, and notes on what was taken alike.

    `names` names the items of a tuple, or the value itself; `axes` the axes of arrays.  Structure
    comes first, then shape, dtype kind, finiteness, numbers.  Tuples and lists count alike; equal
    rows in a list are stacked; a 0-d array or tensor counts as a number.  How close each comparison
    of floats was is added to `measured`.
    """
    comparing = Comparing(tolerances or Tolerances(), atol, rtol, axes, measured=measured)
    if isinstance(names, str):
        difference = _compare(got, want, names, comparing)
    elif names and isinstance(want, tuple | list) and len(names) == len(want):
        difference = _compare_items(got, want, "", list(names), comparing)
    else:
        difference = _compare(got, want, answer_name(), comparing)
    return difference, comparing.notes


def _compare(got: object, want: object, name: str, comparing: Comparing) -> Difference | None:
    # bool is an int and bytes are no str: the exact kinds come before the numbers.
    if isinstance(want, bool | str | bytes) or want is None:
        return _compare_exactly(got, want, name)
    compare = next((each for kind, each in _COMPARED if isinstance(want, kind)), None)
    if compare is not None:
        return compare(got, want, name, comparing)
    both_objects = isinstance(want, Handle) and isinstance(got, Handle)
    return None if both_objects else type_difference(name, want, got)


def _compare_exactly(got: object, want: object, name: str) -> Difference | None:
    if type(got) is not type(want):
        return type_difference(name, want, got)
    return (
        None if got == want else build_difference("exact", name, want, got, wording.short_literal)
    )


def _compare_array(
    got: object, want: Tensor | Array, name: str, comparing: Comparing
) -> Difference | None:
    """Compare with an array or a tensor; a tensor is expected to be one, and an array an array."""
    if isinstance(want, np.ndarray) and want.dtype.kind in "OU":
        return _compare_listed_array(got, want, name, comparing)
    if isinstance(got, tuple | list):
        got = stack_rows(got, name, comparing)
    if is_number(got) and unwrap(want).ndim == 0:
        array = number_array(got)
        got = Tensor(array) if isinstance(want, Tensor) else array
    wrapped = isinstance(got, Tensor if isinstance(want, Tensor) else np.ndarray)
    if not wrapped or not isinstance(got, Tensor | np.ndarray):
        return type_difference(name, want, got)
    return compare_arrays(unwrap(got), unwrap(want), name, comparing)


def _compare_listed_array(
    got: object, want: Array, name: str, comparing: Comparing
) -> Difference | None:
    """Compare with an array of strings or of objects: shape first, then item by item."""
    if not isinstance(got, np.ndarray) or (got.dtype.kind in "OU") != (want.dtype.kind in "OU"):
        return type_difference(name, want, got)
    if got.shape != want.shape:
        return build_difference("shape", name, want, got, wording.describe_shape)
    return first_of(
        _compare(
            _as_plain(got[at]), _as_plain(want[at]), wording.describe_place(at, (), name), comparing
        )
        for at in np.ndindex(want.shape)
    )


def _as_plain(item: object) -> object:
    return str(item) if isinstance(item, str) else item


def _compare_set(
    got: object, want: AbstractSet[object], name: str, comparing: Comparing
) -> Difference | None:
    if not isinstance(got, set | frozenset):
        return type_difference(name, want, got)
    mine, theirs = ({as_comparable(item) for item in items} for items in (got, want))
    if mine == theirs:
        return None
    missing, extra = theirs - mine, mine - theirs
    if missing:
        expected = tr("{item} in it", item=wording.describe_any(missing))
        received = tr("a set of {number} without it", number=len(got))
    else:
        expected, received = (
            tr("{item} not in it", item=wording.describe_any(extra)),
            tr("it there"),
        )
    return Difference(kind="exact", where=name, expected=expected, got=received)


def _compare_number(
    got: object, want: complex, name: str, comparing: Comparing
) -> Difference | None:
    got = unwrap(got)
    if isinstance(got, np.ndarray) and got.ndim == 0:
        got = got.item()
    if isinstance(got, bool) or not isinstance(got, int | float | complex):
        return type_difference(name, want, got)
    if isinstance(want, int):
        is_same = isinstance(got, int) and got == want
        return (
            None if is_same else build_difference("exact", name, want, got, wording.short_literal)
        )
    number = got if isinstance(got, complex) else as_float(got)
    return compare_arrays(np.asarray(number), np.asarray(want), name, comparing)


def _compare_sequence(
    got: object, want: Sequence[object], name: str, comparing: Comparing
) -> Difference | None:
    if isinstance(got, Tensor | np.ndarray):
        items = list_array(unwrap(got), want, name, comparing)
        got = got if items is None else items
    if not isinstance(got, tuple | list):
        return type_difference(name, want, got)
    if type(got) is not type(want):
        comparing.notes.append(
            tr(
                "{name} came as a {kind}, which counts as a {wanted}",
                name=name,
                kind=type(got).__name__,
                wanted=type(want).__name__,
            )
        )
    # A list of floats is compared as one array, so that its largest number gives the tolerance.
    numbers = _float_array(got) if _are_floats(want) and len(got) == len(want) else None
    if numbers is not None:
        return compare_arrays(numbers, np.asarray(want, dtype=np.float64), name, comparing)
    return _compare_items(got, want, name, None, comparing)


def _are_floats(want: Sequence[object]) -> bool:
    return bool(want) and all(isinstance(item, float) for item in want)


def _float_array(got: Sequence[object]) -> Array | None:
    """Return numbers as one float array; None where an item is no number."""
    plain = [plain_number(item) for item in got]
    numbers = [as_float(item) for item in plain if isinstance(item, int | float)]
    return np.array(numbers) if len(numbers) == len(plain) else None


def _compare_items(
    got: object, want: Sequence[object], name: str, names: list[str] | None, comparing: Comparing
) -> Difference | None:
    """Compare item by item, when there are as many.

    One axis names the positions in a list whose items have no names of their own.
    """
    label = name or answer_name()
    if names:
        got = unstack(got, len(want), comparing)
    if not isinstance(got, tuple | list):
        return type_difference(label, want, got)
    if len(got) != len(want):
        lengths = build_difference("structure", label, want, got)
        return replace(lengths, agreeing=wording.describe_in_full(want, got))
    if names:
        return first_of(map(_compare, got, want, names, itertools.repeat(comparing)))
    return _compare_positions(got, want, name, comparing)


def _compare_positions(
    got: Sequence[object], want: Sequence[object], name: str, comparing: Comparing
) -> Difference | None:
    by_axis = len(comparing.axes) == 1
    for at, (item, wanted) in enumerate(zip(got, want, strict=True)):
        position = wording.describe_place((at,), comparing.axes if by_axis else (), name)
        difference = _compare(item, wanted, position, comparing)
        if difference is None:
            continue
        if by_axis and difference.agreeing is None and difference.kind == "exact":
            return replace(difference, agreeing=wording.describe_agreeing(at, comparing.axes))
        return replace(
            difference, agreeing=difference.agreeing or wording.describe_in_full(want, got)
        )
    return None


_COMPARED: tuple[tuple[Any, Callable[[object, Any, str, Comparing], Difference | None]], ...] = (
    *((kind, partial(each, compare=_compare)) for kind, each in PARTED),
    ((Tensor, np.ndarray), _compare_array),
    ((int, float, complex), _compare_number),
    ((tuple, list), _compare_sequence),
    ((set, frozenset), _compare_set),
)
