"""A failed comparison as families of mistakes look at it: pairs of arrays, and the arguments."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from grader.model.values import unwrap
from grader.nouns import frozen

from .evidence import AnsweredCall, Compared, Evidence
from .fingerprints import NEARER, Array, as_array

# How near numbers have to be to be the same, relative to the largest: in float64, and in float32.
NEAR_64, NEAR_32 = 1e-7, 2e-5
MOST_NUMBERS = 1 << 18  # of a larger array no family looks at
MOST_ARGUMENTS = 16
MOST_COUNTED = 1 << 12  # numbers that are told apart: families ask whether there are a few


@frozen
class Pair:
    """An array of the student's and the reference's in its place."""

    got: Array
    want: Array

    @property
    def floats(self) -> tuple[Array, Array]:
        """Both as float64."""
        return self.got.astype(np.float64), self.want.astype(np.float64)

    def has_enough_numbers(self, enough: int) -> bool:
        """Return whether both have one shape, are finite, and have so many different numbers."""
        if self.got.shape != self.want.shape:
            return False
        finite = bool(np.isfinite(self.got).all() and np.isfinite(self.want).all())
        return finite and min(count_different(self.got), count_different(self.want)) >= enough

    @property
    def near(self) -> float:
        """How near numbers have to be, relative to the largest."""
        floats = [array.dtype for array in (self.got, self.want) if array.dtype.kind == "f"]
        return NEAR_32 if any(dtype.itemsize <= 4 for dtype in floats) else NEAR_64


@frozen
class Case:
    """A failed comparison.

    `pairs` are the arrays that differ; `arguments` are those of the last call, arrays and numbers.
    """

    compared: Compared
    pairs: tuple[Pair, ...]
    arguments: tuple[Array, ...]
    asked: tuple[AnsweredCall, ...]

    @property
    def numbers(self) -> tuple[Array, ...]:
        """The arguments of the last call that are numbers, as float64; the first few of many."""
        return _as_numbers(self.arguments)

    @property
    def earlier_numbers(self) -> tuple[Array, ...]:
        """The same of all calls before the last, the latest first."""
        calls = reversed(self.asked[:-1])
        return _as_numbers(
            array for call in calls for array in _list_arrays((*call.args, *call.kwargs.values()))
        )

    @property
    def sizes(self) -> frozenset[int]:
        """The lengths of the axes of all arguments and answers."""
        arrays = (*self.arguments, *(pair.want for pair in self.pairs))
        return frozenset(int(size) for array in arrays for size in array.shape)


def case_of(evidence: Evidence) -> Case | None:
    """Return the case of a failed check; None where no values were compared."""
    compared = evidence.compared
    if compared is None:
        return None
    if max(_count_values(compared.got), _count_values(compared.want)) > MOST_NUMBERS:
        return None
    pairs = [pair for pair in _pair_arrays(compared.got, compared.want) if not _is_same(pair)]
    last = evidence.asked[-1] if evidence.asked else None
    arguments = _list_arrays((*last.args, *last.kwargs.values())) if last else ()
    return Case(compared, tuple(pairs), tuple(arguments), evidence.asked)


def is_near(one: Array, other: Array, tolerance: float) -> bool:
    """Return whether two arrays have one shape and the same numbers, but for their last digits."""
    if one.shape != other.shape or one.size == 0:
        return False
    mine, theirs = (np.asarray(array, dtype=np.float64) for array in (one, other))
    if not (np.isfinite(mine).all() and np.isfinite(theirs).all()):
        return False
    scale = np.abs(theirs).max()
    return bool(scale > 0 and np.abs(mine - theirs).max() <= tolerance * scale)


def is_clearly_near(got: Array, answer: Array, want: Array, tolerance: float) -> bool:
    """Return whether an answer is a mistake's, and lies far nearer to it than the right one does.

    A mistake that hardly shows is near to everything that is nearly right.
    """
    if not is_near(got, answer, tolerance):
        return False
    distance = np.abs(np.asarray(got, np.float64) - answer).max()
    gap = np.abs(np.asarray(want, np.float64) - answer).max()
    return bool(distance * NEARER <= gap)


def count_different(numbers: Array) -> int:
    """Return how many different numbers there are, apart from 0 and 1, among the first ones."""
    first_numbers = np.real(numbers).flat[:MOST_COUNTED].astype(np.float64)
    rounded = {float(f"{number:.6g}") for number in first_numbers}
    return len(rounded - {0.0, 1.0})


def _pair_arrays(got: Any, want: Any) -> Iterator[Pair]:
    """Yield arrays that stand in the same place; what has another structure has no pairs."""
    if _are_lists(got, want):
        for one, other in zip(got, want, strict=True):
            yield from _pair_arrays(one, other)
    elif isinstance(want, dict) and isinstance(got, dict):
        for key in want.keys() & got.keys():
            yield from _pair_arrays(got[key], want[key])
    else:
        mine, theirs = as_array(got), as_array(want)
        if mine is None or theirs is None:
            return
        if "c" not in (mine.dtype.kind, theirs.dtype.kind):
            yield Pair(mine, theirs)


def _count_values(value: Any) -> int:
    """Return how many numbers and texts an answer holds: nothing is copied for it."""
    array = unwrap(value)
    if isinstance(array, np.ndarray):
        return int(array.size)
    if isinstance(value, dict):
        return sum(map(_count_values, value.values()))
    return sum(map(_count_values, value)) if isinstance(value, tuple | list) else 1


def _are_lists(got: Any, want: Any) -> bool:
    """Return whether both hold as many items each, and are no array in the form of a list."""
    are_sequences = all(isinstance(value, tuple | list) for value in (got, want))
    return are_sequences and len(got) == len(want) and not all(map(_is_number, (*got, *want)))


def _is_number(value: Any) -> bool:
    array = as_array(value)
    return array is not None and array.ndim == 0


def _is_same(pair: Pair) -> bool:
    """Return whether a pair does not differ: zeros are the same where no scale says how near."""
    if pair.got.shape != pair.want.shape:
        return False
    return bool(np.array_equal(pair.got, pair.want)) or is_near(pair.got, pair.want, 1e-9)


def _as_numbers(arrays: Iterable[Array]) -> tuple[Array, ...]:
    usable = (array for array in arrays if array.dtype.kind in "fiu" and array.size <= MOST_NUMBERS)
    return tuple(array.astype(np.float64) for array in islice(usable, MOST_ARGUMENTS))


def _list_arrays(values: Any) -> Iterator[Array]:
    for value in values:
        array = as_array(value)
        if array is not None:
            yield array
        elif isinstance(value, tuple | list):
            yield from _list_arrays(value)
