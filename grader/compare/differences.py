"""Finding where two values first part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.compare import words
from grader.compare.numbers import Array, errors, excess, kind, within
from grader.model.assignment import Tolerance, Tolerances
from grader.model.proofs import Measure
from grader.model.results import Difference
from grader.model.values import Handle, Tensor

Names = str | Sequence[str]

# More than any answer has: rows of small numbers grow when they are stacked, an array when it
# becomes a list.
MOST_STACKED = 1 << 22
MOST_LISTED = 10_000


@dataclass(slots=True)
class _Comparing:
    """What one comparison carries along."""

    tolerances: Tolerances
    atol: float | None
    rtol: float | None
    axes: Sequence[str]
    notes: list[str] = field(default_factory=list)
    measured: list[Measure] | None = None

    def tolerance(self, want: Array) -> Tolerance:
        base = (
            self.tolerances.float32
            if want.dtype.itemsize <= 4 and want.dtype.kind == "f"
            else self.tolerances.float64
        )
        return Tolerance(
            absolute=base.absolute if self.atol is None else self.atol,
            relative=base.relative if self.rtol is None else self.rtol,
        )


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
    """The first difference between `got` and `want`, and notes on what was taken alike.

    `names` names the items of a tuple, or the value itself; `axes` the axes of arrays.  Structure
    comes first, then shape, dtype kind, finiteness, numbers.  Tuples and lists count alike; equal
    rows in a list are stacked; a 0-d array or tensor counts as a number.  How close each comparison
    of floats was is added to `measured`.
    """
    comparing = _Comparing(tolerances or Tolerances(), atol, rtol, axes, measured=measured)
    if isinstance(names, str):
        found = _compare(got, want, names, comparing)
    elif isinstance(want, tuple | list) and len(names) == len(want):
        found = _items(got, want, "", list(names), comparing)
    else:
        found = _compare(got, want, "the answer", comparing)
    return found, comparing.notes


def _compare(got: object, want: object, name: str, comparing: _Comparing) -> Difference | None:
    if isinstance(want, Tensor):
        return _tensor(got, want, name, comparing)
    if isinstance(want, np.ndarray):
        return _array(got, want, name, comparing)
    if isinstance(want, bool) or want is None or isinstance(want, str | bytes):
        same = type(got) is type(want) and got == want
        return (
            None
            if same
            else _differs("exact" if type(got) is type(want) else "type", name, want, got)
        )
    if isinstance(want, int | float | complex):
        return _number(got, want, name, comparing)
    if isinstance(want, tuple | list):
        return _sequence(got, want, name, comparing)
    if isinstance(want, dict):
        return _mapping(got, want, name, comparing)
    if isinstance(want, Handle):
        return None if isinstance(got, Handle) else _differs("type", name, want, got)
    return _differs("type", name, want, got)


def _differs(kind_: str, name: str, want: object, got: object) -> Difference:
    if kind_ == "exact":
        return Difference(kind=kind_, where=name, expected=words.shown(want), got=words.shown(got))
    return Difference(
        kind=kind_, where=name, expected=words.describe(want), got=words.describe(got)
    )


def _tensor(got: object, want: Tensor, name: str, comparing: _Comparing) -> Difference | None:
    if isinstance(got, tuple | list):
        got = _stacked(got, name, comparing)
    if isinstance(got, float | int) and not isinstance(got, bool) and want.array.ndim == 0:
        got = Tensor(_number_array(got))
    if not isinstance(got, Tensor):
        return _differs("type", name, want, got)
    return _arrays(got.array, want.array, name, comparing)


def _array(got: object, want: Array, name: str, comparing: _Comparing) -> Difference | None:
    if isinstance(got, tuple | list):
        got = _stacked(got, name, comparing)
    if isinstance(got, float | int) and not isinstance(got, bool) and want.ndim == 0:
        got = _number_array(got)
    if not isinstance(got, np.ndarray):
        return _differs("type", name, want, got)
    return _arrays(got, want, name, comparing)


def _number_array(number: float) -> Array:
    """A number as a 0-d array of its kind."""
    fits = isinstance(number, int) and -(1 << 63) <= number < 1 << 63
    return np.asarray(number if fits else _as_float(number))


def _stacked(got: Sequence[object], name: str, comparing: _Comparing) -> object:
    """Equal rows as one array or tensor; anything else as it was."""
    rows = [_stacked(row, "", comparing) if isinstance(row, tuple | list) else row for row in got]
    arrays = [row.array if isinstance(row, Tensor) else row for row in rows]
    numbers = all(
        isinstance(row, np.ndarray | float | int) and not isinstance(row, bool) for row in arrays
    )
    if (
        not rows
        or not numbers
        or len({np.shape(row) for row in arrays if isinstance(row, np.ndarray | float | int)}) != 1
        or len(rows) * np.size(arrays[0]) > MOST_STACKED  # type: ignore[arg-type]
    ):
        return got
    stacked = np.stack([_row(row) for row in arrays if isinstance(row, np.ndarray | float | int)])
    if name:
        comparing.notes.append(
            f"{name} came as a {type(got).__name__} of rows, which counts as one array"
        )
    return Tensor(stacked) if any(isinstance(row, Tensor) for row in rows) else stacked


def _row(row: Array | float) -> Array:
    return row if isinstance(row, np.ndarray) else _number_array(row)


def _arrays(got: Array, want: Array, name: str, comparing: _Comparing) -> Difference | None:
    if got.shape != want.shape:
        return Difference(
            kind="shape",
            where=name,
            expected=f"shape {_plain(want.shape)}",
            got=f"shape {_plain(got.shape)}",
        )
    if kind(got) != kind(want):
        return Difference(
            kind="dtype", where=name, expected=f"{kind(want)} numbers", got=f"{kind(got)} numbers"
        )
    tolerance = comparing.tolerance(want)
    _measure(got, want, name, tolerance, comparing)
    right = within(got, want, tolerance, comparing.axes)
    if bool(right.all()):
        return None
    if got.dtype == np.float32 and want.dtype == np.float64:
        comparing.notes.append(f"{name} came as float32, which has lost digits; compute in float64")
    finite = np.isfinite(got) if got.dtype.kind in "fc" else np.ones(got.shape, bool)
    bad = (~finite) if not finite.all() else ~right
    index = tuple(int(axis[0]) for axis in np.nonzero(bad)) if got.ndim else ()
    expected, shown = words.pair(want[index].item(), got[index].item())
    numeric = errors(got, want) if want.dtype.kind in "fciu" and got.dtype.kind in "fciu" else None
    return Difference(
        kind="values" if finite.all() else "not_finite",
        where=words.place(index, comparing.axes if len(comparing.axes) == got.ndim else (), name),
        expected=expected,
        got=shown,
        largest_error=_largest(numeric, ~right),
        differing=int((~right).sum()),
        size=int(want.size),
        agreeing=words.agreeing(_steps_right(right), comparing.axes)
        if len(comparing.axes) == got.ndim
        else None,
    )


def _measure(
    got: Array, want: Array, name: str, tolerance: Tolerance, comparing: _Comparing
) -> None:
    """Notes how close floats were; a comparison without tolerance has nothing to measure."""
    if (
        comparing.measured is None
        or want.dtype.kind != "f"
        or not (tolerance.absolute or tolerance.relative)
    ):
        return
    error = excess(got, want, tolerance, comparing.axes)
    comparing.measured.append(
        Measure(where=name, error=error, absolute=tolerance.absolute, relative=tolerance.relative)
    )


def _steps_right(right: Array) -> int:
    """How many steps agree before the first number that does not."""
    return int(np.nonzero(~right)[0][0]) if right.ndim else 0


def _largest(numeric: Array | None, wrong: Array) -> float | None:
    if numeric is None:
        return None
    sizes = numeric[wrong]
    sizes = sizes[np.isfinite(sizes)]
    return float(sizes.max()) if sizes.size else None


def _number(got: object, want: complex, name: str, comparing: _Comparing) -> Difference | None:
    if isinstance(got, Tensor):
        got = got.array
    if isinstance(got, np.ndarray) and got.ndim == 0:
        got = got.item()
    if isinstance(got, bool) or not isinstance(got, int | float | complex):
        return _differs("type", name, want, got)
    if isinstance(want, int):
        return None if isinstance(got, int) and got == want else _differs("exact", name, want, got)
    if isinstance(got, complex):
        return _arrays(np.asarray(got), np.asarray(want), name, comparing)
    return _arrays(np.asarray(_as_float(got)), np.asarray(want), name, comparing)


def _as_float(number: float) -> float:
    """A number as a float; an int that no float can hold counts as infinite."""
    try:
        return float(number)
    except OverflowError:
        return float("inf")


def _sequence(
    got: object, want: Sequence[object], name: str, comparing: _Comparing
) -> Difference | None:
    numeric = bool(want) and all(isinstance(item, float) for item in want)
    if isinstance(got, Tensor | np.ndarray):
        array = got.array if isinstance(got, Tensor) else got
        if (
            array.ndim == 1
            and array.size <= MOST_LISTED
            and all(isinstance(item, int | float) for item in want)
        ):
            comparing.notes.append(f"{name} came as an array, which counts as a list")
            got = array.tolist()
    if not isinstance(got, tuple | list):
        return _differs("type", name, want, got)
    if type(got) is not type(want):
        comparing.notes.append(
            f"{name} came as a {type(got).__name__}, which counts as a {type(want).__name__}"
        )
    if numeric and len(got) == len(want):
        plain = [_plain_number(item) for item in got]
        if all(isinstance(item, int | float) for item in plain):
            numbers = np.array([_as_float(item) for item in plain if isinstance(item, int | float)])
            return _arrays(numbers, np.asarray(want, dtype=np.float64), name, comparing)
    return _items(got, want, name, None, comparing)


def _plain_number(item: object) -> object:
    array = item.array if isinstance(item, Tensor) else item
    value = array.item() if isinstance(array, np.ndarray) and array.ndim == 0 else array
    return None if isinstance(value, bool) else value


def _items(
    got: object, want: Sequence[object], name: str, names: list[str] | None, comparing: _Comparing
) -> Difference | None:
    """Items one by one; the axes name the position in a list that has no names of its own."""
    whole = name or "the answer"
    if not isinstance(got, tuple | list):
        stacked = isinstance(got, np.ndarray | Tensor) and names and got.shape[:1] == (len(want),)
        if not stacked or not isinstance(got, np.ndarray | Tensor):
            return _differs("type", whole, want, got)
        comparing.notes.append("the answers came stacked in one array, which counts as a tuple")
        got = [got[at] for at in range(len(want))]
    if len(got) != len(want):
        return Difference(
            kind="structure", where=whole, expected=words.describe(want), got=words.describe(got)
        )
    for at, (one, other) in enumerate(zip(got, want, strict=True)):
        by_axis = not names and len(comparing.axes) == 1
        label = names[at] if names else words.place((at,), comparing.axes if by_axis else (), name)
        found = _compare(one, other, label, comparing)
        if found is not None:
            if by_axis and found.agreeing is None and found.kind == "exact":
                return _with_agreeing(found, words.agreeing(at, comparing.axes))
            return found
    return None


def _with_agreeing(difference: Difference, agreeing: str | None) -> Difference:
    from dataclasses import replace

    return replace(difference, agreeing=agreeing)


def _mapping(
    got: object, want: dict[Any, Any], name: str, comparing: _Comparing
) -> Difference | None:
    if not isinstance(got, dict):
        return _differs("type", name, want, got)
    missing = [key for key in want if key not in got]
    extra = [key for key in got if key not in want]
    if missing or extra:
        return Difference(
            kind="structure", where=name, expected=words.keys(want), got=words.keys(got)
        )
    for key, item in want.items():
        found = _compare(
            got[key], item, f"{name}[{key!r}]" if name != "the answer" else str(key), comparing
        )
        if found is not None:
            return found
    return None


def _plain(shape: tuple[int, ...]) -> str:
    return str(tuple(int(n) for n in shape))
