"""From a comparison that did not hold to numbers that can be drawn: few, and where they part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.compare.comparing import Comparing
from grader.compare.numbers import Array, are_within, errors
from grader.diagnosis.evidence import Compared
from grader.diagnosis.fingerprints import as_array
from grader.language import tr
from grader.model import Axis, Picture, Tolerances
from grader.model.picture import STEPS
from grader.nouns import frozen, replace

DRAWN = ("values", "not_finite", "exact")  # kinds of differences in which numbers part
MOST_PICTURES = 2
# Places that are kept: of a curve, and of a table's two axes.
MOST_POINTS, MOST_ROWS, MOST_COLUMNS = 120, 24, 12
MOST_READ = 1 << 22  # numbers of an answer that are looked at


@frozen
class _Numbers:
    """Numbers of both sides with the same shape, where they are wrong, and the names of axes."""

    name: str
    got: Array
    want: Array
    wrong: Array
    axes: tuple[str, ...]
    at: tuple[tuple[str, int], ...] = ()

    def fix(self, axis: int, place: int) -> _Numbers:
        """Return the numbers at one place of an axis."""
        at = (self.axes[axis] or tr("axis {axis}", axis=axis), place)
        return replace(
            self,
            got=np.take(self.got, place, axis),
            want=np.take(self.want, place, axis),
            wrong=np.take(self.wrong, place, axis),
            axes=self.axes[:axis] + self.axes[axis + 1 :],
            at=self.at if self.got.shape[axis] == 1 else (*self.at, at),
        )


def pictures_of(
    compared: Compared | None, tolerances: Tolerances, say: Callable[[str], str] = str
) -> tuple[Picture, ...]:
    """Return pictures of the arrays that a comparison looked at, at most two, wrong ones first.

    `say` gives the check's names of axes in the language that is spoken.
    There are none of answers of another shape, of what is no array of real numbers, and of what was
    put in another order before it was compared.
    """
    if compared is None or compared.of_structure or compared.asked.up_to is not None:
        return ()
    if compared.difference.kind not in DRAWN:
        return ()
    drawable = [
        numbers
        for name, got, want in _name_values(compared)
        if (numbers := _read_numbers(name, got, want, compared, tolerances)) is not None
    ]
    drawable.sort(key=lambda numbers: not numbers.wrong.any())
    if not drawable or not drawable[0].wrong.any():
        return ()
    return tuple(
        _draw_picture(_reduce_to_plane(numbers), say) for numbers in drawable[:MOST_PICTURES]
    )


def _name_values(compared: Compared) -> Iterator[tuple[str, Any, Any]]:
    """Yield the values that stand in the same place on both sides, under the check's names."""
    names, got, want = compared.names, compared.got, compared.want
    if isinstance(want, dict) and isinstance(got, dict):
        yield from ((str(key), got[key], want[key]) for key in want if key in got)
    elif _is_one_array(want, names):
        yield names[0] if names else tr("the answer"), got, want
    elif _are_rows(got, want):
        labels = names or [tr("item {at}", at=at) for at in range(len(want))]
        yield from zip(labels, got, want, strict=False)


def _is_one_array(want: object, names: Sequence[str]) -> bool:
    """Return whether what was compared is one array, and not several that have names."""
    return len(names) == 1 or (not names and as_array(want) is not None)


def _are_rows(got: object, want: object) -> bool:
    both = isinstance(got, tuple | list) and isinstance(want, tuple | list)
    return both and len(got) == len(want)  # type: ignore[arg-type]


def _read_numbers(
    name: str, got: object, want: object, compared: Compared, tolerances: Tolerances
) -> _Numbers | None:
    """Return what can be drawn of two values; None where it cannot."""
    mine, theirs = as_array(got), as_array(want)
    if mine is None or theirs is None or mine.shape != theirs.shape:
        return None
    if "c" in (mine.dtype.kind, theirs.dtype.kind) or not 1 < mine.size <= MOST_READ:
        return None
    request = compared.asked
    axes = request.axes if len(request.axes) == mine.ndim else ("",) * mine.ndim
    tolerance = Comparing(tolerances, request.atol, request.rtol, axes).tolerance(theirs)
    is_right = are_within(mine, theirs, tolerance, axes)
    return _Numbers(name, mine, theirs, ~is_right, tuple(axes))


def _reduce_to_plane(numbers: _Numbers) -> _Numbers:
    """Return the numbers along at most two axes, where the first wrong one is.

    Of more axes the steps stay, and the last.
    """
    while 1 in numbers.got.shape and numbers.got.ndim > 1:
        numbers = numbers.fix(numbers.got.shape.index(1), 0)
    while numbers.got.ndim > 2:
        first = np.unravel_index(int(np.argmax(numbers.wrong)), numbers.wrong.shape)
        axis = _axis_to_fix(numbers.axes)
        numbers = numbers.fix(axis, int(first[axis]))
    return numbers


def _axis_to_fix(axes: Sequence[str]) -> int:
    """Return the axis of which one place is enough: the first that is no step."""
    return next((at for at, name in enumerate(axes[:-1]) if name not in STEPS), 0)


def _draw_picture(numbers: _Numbers, say: Callable[[str], str]) -> Picture:
    """Return the picture of numbers along one axis or two."""
    worst = _find_worst(numbers)
    most = (MOST_POINTS,) if numbers.got.ndim == 1 else (MOST_ROWS, MOST_COLUMNS)
    places = [
        _choose_places(length, room, int(must))
        for length, room, must in zip(numbers.got.shape, most, worst, strict=True)
    ]
    axes = tuple(
        Axis(name=name, length=length, places=tuple(axis_places), said=say(name))
        for name, length, axis_places in zip(numbers.axes, numbers.got.shape, places, strict=True)
    )
    got, want, wrong = (
        each[np.ix_(*places)].ravel() for each in (numbers.got, numbers.want, numbers.wrong)
    )
    return Picture(
        name=say(numbers.name),
        axes=axes,
        got=_round_numbers(got),
        want=_round_numbers(want),
        wrong=tuple(int(place) for place in np.flatnonzero(wrong)),
        errors=_round_numbers(errors(got[wrong], want[wrong]), digits=3),
        at=tuple((say(name), place) for name, place in numbers.at),
    )


def _find_worst(numbers: _Numbers) -> tuple[Any, ...]:
    """Return where the largest error is; one that is no number is larger than any."""
    apart = np.nan_to_num(errors(numbers.got, numbers.want), nan=np.inf)
    return np.unravel_index(int(np.argmax(np.where(numbers.wrong, apart, -1.0))), apart.shape)


def _choose_places(length: int, most: int, must: int) -> list[int]:
    """Return places along an axis, evenly, with the first, the last and that one."""
    if length <= most:
        return list(range(length))
    even = {round(at * (length - 1) / (most - 1)) for at in range(most)}
    nearest = min(even - {0, length - 1}, key=lambda place: abs(place - must))
    return sorted((even if must in even else even - {nearest}) | {must})


def _round_numbers(numbers: Array, digits: int = 6) -> tuple[float | None, ...]:
    """Return numbers with so many digits; None for what is not finite, which JSON lacks."""
    return tuple(
        float(f"{number:.{digits}g}") if np.isfinite(number) else None
        for number in numbers.astype(np.float64).tolist()
    )
