"""Answers that are right in more than one form, brought into the reference's form.

An eigenvector may point the other way, clusters may have other numbers, rows may stand in another
order.  Only what `up_to` names is undone, so that a wrong answer stays wrong.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.compare.numbers import Array
from grader.errors import BadCheck
from grader.model.values import Tensor, unwrap


def align_answer(got: Any, want: Any, up_to: str) -> Any:
    """Return `got` in the form of `want`, as far as it differs by what does not count.

    What cannot be aligned, for its structure, is returned as it is.  Raises BadCheck for a word
    that is none of "order", "permutation", "sign" and "scale".
    """
    align = _WAYS.get(up_to)
    if align is None:
        ways = ", ".join(map(repr, _WAYS))
        raise BadCheck(f"up_to={up_to!r} is none of {ways}; correct it")
    if isinstance(want, list | tuple):
        return _order_items(got, want) if up_to in ("order", "permutation") else got
    if type(got) is not type(want) or np.shape(unwrap(got)) != np.shape(unwrap(want)):
        return got
    if isinstance(want, Tensor):
        return Tensor(align(got.array, want.array), got.dtype)
    return align(got, want) if isinstance(want, np.ndarray) else got


def _order_items(got: Any, want: list[Any] | tuple[Any, ...]) -> Any:
    """Return the items of a list or a tuple in the order of the reference's."""
    if not isinstance(got, list | tuple) or len(got) != len(want):
        return got
    return type(want)(_match(list(got), list(want)))


def _order_rows(got: Array, want: Array) -> Array:
    """Return the rows in the order of the reference's."""
    if not got.ndim or not _are_comparable(got, want):
        return got
    return np.stack(_match(list(got), list(want))) if len(got) else got


def _match(got: list[Any], want: list[Any]) -> list[Any]:
    """Return the items, each at the place of the nearest one that is wanted and not yet taken."""
    remaining = list(got)
    ordered = []
    for item in want:
        nearest = min(range(len(remaining)), key=lambda at: _distance(remaining[at], item))
        ordered.append(remaining.pop(nearest))
    return ordered


def _distance(got: Any, other: Any) -> float:
    """Return how far two items lie apart; what is no number is the same or is not."""
    try:
        far = np.abs(np.subtract(unwrap(got), unwrap(other), dtype=np.complex128)).max(initial=0.0)
    except (TypeError, ValueError):
        return 0.0 if type(got) is type(other) and got == other else float("inf")
    return float(far) if np.isfinite(far) else float("inf")


def _permute(got: Array, want: Array) -> Array:
    """Return labels under the reference's names where they are integers, else the rows in order."""
    return (
        _relabel(got, want) if got.ndim == 1 and got.dtype.kind in "iu" else _order_rows(got, want)
    )


def _relabel(got: Array, want: Array) -> Array:
    """Return labels renamed one to one, by the first place where each of them stands."""
    names: dict[int, int] = {}
    for mine, theirs in zip(got.tolist(), want.tolist(), strict=True):
        if mine not in names and theirs not in names.values():
            names[mine] = theirs
    if any(mine not in names for mine in got.tolist()):
        return got
    return np.array([names[mine] for mine in got.tolist()], dtype=got.dtype)


def _flip_signs(got: Array, want: Array) -> Array:
    """Return each column, or the whole vector, with the sign that is nearer to the reference's."""
    if not _are_comparable(got, want):
        return got
    flipped = np.abs(got + want).sum(axis=0) < np.abs(got - want).sum(axis=0)
    return np.asarray(np.where(flipped, -got, got), dtype=got.dtype)


def _scale(got: Array, want: Array) -> Array:
    """Return each column, or the whole vector, at the length and the sign of the reference's."""
    if not _are_comparable(got, want):
        return got
    square = (got * np.conj(got)).sum(axis=0)
    factor = (want * np.conj(got)).sum(axis=0) / np.where(square == 0, 1, square)
    return np.asarray(got * factor, dtype=got.dtype)


def _are_comparable(got: Array, want: Array) -> bool:
    numbers = got.dtype.kind in "fciu" and want.dtype.kind in "fciu"
    return numbers and bool(np.isfinite(got).all())


_WAYS: dict[str, Callable[[Array, Array], Array]] = {
    "order": _order_rows,
    "permutation": _permute,
    "sign": _flip_signs,
    "scale": _scale,
}
