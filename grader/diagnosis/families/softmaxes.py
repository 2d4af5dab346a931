"""The softmax: missing, taken twice, or taken over another axis."""

from collections.abc import Collection

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_near
from grader.diagnosis.fingerprints import Array

from .contract import Family, match_some_pair, pick_only

ENOUGH = 4
MANY = 6  # so many different numbers are alike by no chance
CLOSE = 1e-4  # relative: how near a factor of scores has to be
TINY = 1e-30  # of smaller numbers the logarithm is lost in float32
FEWEST = 3  # places along an axis from which on a ratio tells something


def softmax(x: Array, axis: int | None) -> Array:
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def log_softmax(x: Array, axis: int) -> Array:
    shifted = x - x.max(axis=axis, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True)))


def _recognise_softmax(pair: Pair, case: Case) -> str | None:
    got, want = pair.floats
    if got.shape != want.shape or want.ndim == 0 or count_different(want) < ENOUGH:
        return None
    axes = [axis for axis, size in enumerate(want.shape) if size > 1]
    name = _find_function(got, want, axes, pair.near)
    if name is None and _is_over_another_axis(got, want, axes, pair.near):
        return "axis"
    names = (_recognise_temperature(got, want, axis, case) for axis in axes)
    return name or next(filter(None, names), None)


def _find_function(got: Array, want: Array, axes: list[int], tolerance: float) -> str | None:
    """Return which function makes one of both from the other: extra, missing or log."""
    for name, function, scores, answer in (
        ("extra", softmax, want, got),
        ("missing", softmax, got, want),
        ("log", log_softmax, want, got),
    ):
        if any(is_near(function(scores, axis), answer, tolerance) for axis in axes):
            return name
    return None


def _is_over_another_axis(got: Array, want: Array, axes: list[int], tolerance: float) -> bool:
    if np.min(got) <= 0 or np.min(want) <= 0:
        return False
    return any(
        mine != theirs and _is_other_axis(got, want, mine, theirs, tolerance)
        for mine in _normalised_axes(got, axes)
        for theirs in _normalised_axes(want, axes)
    )


def _normalised_axes(array: Array, axes: list[int]) -> list[int]:
    """Return the axes along which numbers sum to one."""
    return [axis for axis in axes if np.allclose(array.sum(axis), 1.0, atol=1e-5)]


def _is_other_axis(got: Array, want: Array, mine: int, theirs: int, tolerance: float) -> bool:
    """Return whether both are the softmax of the same scores, over two axes.

    Their ratio is then a number for each place along one axis times one along the other.
    """
    if min(got.shape[mine], got.shape[theirs]) < FEWEST:
        return False
    ratio = np.log(got) - np.log(want)
    for axis in (mine, theirs):
        ratio = ratio - ratio.mean(axis=axis, keepdims=True)
    return bool(np.abs(ratio).max() <= 100 * tolerance)


def _recognise_temperature(got: Array, want: Array, axis: int, case: Case) -> str | None:
    """Recognise the softmax of the right scores times a constant.

    Its logarithms are the right ones times that, but for a number for each row.
    """
    if axis not in _normalised_axes(got, [axis]) or axis not in _normalised_axes(want, [axis]):
        return None
    inside = (want > TINY) & (got > TINY)  # what a mask forbids is zero on both sides
    if inside.sum() < MANY:
        return None
    mine, theirs = (_centred_logarithms(array, inside, axis) for array in (got, want))
    square = float((theirs * theirs).sum())
    factor = float((mine * theirs).sum()) / square if square else 1.0
    if abs(factor - 1.0) < CLOSE or not is_near(mine, factor * theirs, CLOSE):
        return None
    powers = np.where(want > 0, want, 0.0) ** factor
    if not is_near(got, powers / powers.sum(axis=axis, keepdims=True), CLOSE):
        return None
    return _name_factor(factor, _inner_sizes(case, want.shape) or case.sizes)


def _inner_sizes(case: Case, shape: tuple[int, ...]) -> set[int]:
    """Return the sizes that two arguments share and the answer lacks, as products sum over them."""
    sizes = [size for array in case.arguments for size in set(array.shape)]
    return {size for size in sizes if size not in shape and sizes.count(size) > 1}


def _name_factor(factor: float, sizes: Collection[int]) -> str:
    """Return the only member that a factor of the scores can stand for."""
    members = {
        name
        for size in sizes
        if size > 1
        for name, value in (
            ("root_missing", np.sqrt(size)),
            ("root_twice", 1 / np.sqrt(size)),
            ("root_turned", float(size)),
        )
        if abs(factor / value - 1.0) < CLOSE
    }
    return pick_only(members) or "scores"


def _centred_logarithms(array: Array, inside: Array, axis: int) -> Array:
    logarithms = np.log(np.where(inside, array, 1.0))
    number = np.maximum(inside.sum(axis=axis, keepdims=True), 1)
    return np.where(inside, logarithms - logarithms.sum(axis=axis, keepdims=True) / number, 0.0)


FAMILIES = (
    Family(
        "softmax",
        {
            "extra": (
                "The softmax is applied once too often",
                "Your numbers are the softmax of the right ones. A loss, or a later line, may take"
                " it too: it belongs in one place only.",
            ),
            "missing": (
                "The softmax is missing",
                "Your numbers are the scores that the softmax should have been applied to.",
            ),
            "log": (
                "A log_softmax is applied where scores are asked for",
                "Your numbers are the log_softmax of the right ones. The cross entropy of PyTorch"
                " takes it itself: hand it the scores as they are.",
            ),
            "axis": (
                "The softmax is taken over another axis",
                "Your numbers sum to one along an axis that the task does not mean. Ask which"
                " numbers compete with each other, and look at `axis` or `dim`.",
            ),
            "root_missing": (
                "The scores are not divided by the square root of a size",
                "Your weights are sharper than the right ones: the scores that go into the softmax"
                " are too large by the root of a size of the input. Look at what the task divides"
                " them by.",
            ),
            "root_twice": (
                "The scores are divided by the root of a size once too often",
                "Your weights are more alike than the right ones: the scores that go into the"
                " softmax are too small by the root of a size of the input. Are they divided by the"
                " size itself, or twice by its root?",
            ),
            "root_turned": (
                "The scores are multiplied with the root of a size instead of divided by it",
                "Your weights are sharper than the right ones: the scores that go into the softmax"
                " are too large by a whole size of the input.",
            ),
            "scores": (
                "The scores that go into the softmax are off by a factor",
                "Your weights are the softmax of the right scores times a constant: look at what"
                " they are divided by.",
            ),
        },
        match_some_pair(_recognise_softmax, MANY),
    ),
)
