"""Numbers that lost something: digits, their fraction; an index for a value; too many numbers."""

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_near
from grader.diagnosis.fingerprints import Array

from .contract import Family, match_every_pair, pick_only

ENOUGH = 3
MOST_DIGITS = 7
EXACT = 1e-12
LEAST_SCALED = 1e-3  # how far from 1 the factor of those that are left has to be
LEAST_KEPT = 0.1  # what is left of a number where others are dropped


def _recognise_digits(pair: Pair, case: Case) -> str | None:
    got, want = pair.got, pair.want
    if got.shape != want.shape or want.dtype.kind != "f" or count_different(want) < ENOUGH:
        return None
    if not (np.isfinite(got).all() and np.isfinite(want).all()):
        return None
    return _recognise_whole(got, want) or (
        "float32" if _is_float32(got, want) else _recognise_rounded(got, want)
    )


def _recognise_whole(got: Array, want: Array) -> str | None:
    if count_different(got) < 2:
        return None
    if np.array_equal(got, np.floor(want)):
        return "floor"
    return "whole" if np.array_equal(got, np.trunc(want)) else None


def _recognise_rounded(got: Array, want: Array) -> str | None:
    if count_different(got) < ENOUGH:
        return None
    digits = range(1, MOST_DIGITS)
    return "rounded" if any(is_near(got, np.round(want, each), EXACT) for each in digits) else None


def _is_float32(got: Array, want: Array) -> bool:
    """Return whether numbers are as precise as float32, where float64 is asked for."""
    if want.dtype.itemsize < 8 or not is_near(got, want, 1e-5):
        return False
    fits = np.array_equal(got, got.astype(np.float32).astype(got.dtype))
    return fits and not np.array_equal(want, want.astype(np.float32).astype(want.dtype))


def _recognise_index(pair: Pair, case: Case) -> str | None:
    """Recognise the place of the largest number in place of the number, or the other way round."""
    members = {
        _recognise_largest(pair, array, axis)
        for array in case.arguments
        for axis in range(array.ndim)
        if array.shape[axis] >= ENOUGH and array.size >= 2 * array.shape[axis]
    }
    return pick_only(name for name in members if name is not None)


def _recognise_largest(pair: Pair, array: Array, axis: int) -> str | None:
    largest, place = array.max(axis=axis), array.argmax(axis=axis)
    if np.array_equal(pair.got, place) and is_near(pair.want, largest, pair.near):
        return "place"
    if np.array_equal(pair.want, place) and is_near(pair.got, largest, pair.near):
        return "value"
    return None


def _recognise_input(pair: Pair, case: Case) -> str | None:
    """Recognise an argument that comes back as it was."""
    if count_different(pair.got) < ENOUGH:
        return None
    equal_arguments = [
        array
        for array in case.arguments
        if array.shape == pair.got.shape and np.array_equal(array, pair.got)
    ]
    return "input" if equal_arguments else None


def _recognise_broadcast(pair: Pair, case: Case) -> str | None:
    got, want = pair.got, pair.want.ravel()
    if pair.want.ndim == 0 or max(pair.want.shape) != want.size or want.size < ENOUGH:
        return None
    if got.shape != (want.size, want.size) or count_different(want) < ENOUGH:
        return None
    return "broadcast" if is_near(np.diagonal(got), want, pair.near) else None


def _recognise_dropout(pair: Pair, case: Case) -> str | None:
    """Recognise numbers that are left out, the others scaled: dropout where it should not be."""
    got, want = pair.floats
    if got.shape != want.shape or min(count_different(got), count_different(want)) < ENOUGH:
        return None
    if _is_dropped(want, got, pair.near):
        return "evaluating"
    return "training" if _is_dropped(got, want, pair.near) else None


def _is_dropped(dropped: Array, full: Array, tolerance: float) -> bool:
    """Return whether one is the other with numbers of both signs left out, the rest scaled.

    Numbers of one sign only may have been left out by a rectifier, and some of a sum that is not
    scaled by anything.
    """
    remains = dropped != 0
    left_out = full[~remains]
    if not remains.any() or not (left_out > 0).any() or not (left_out < 0).any():
        return False
    factor = float(
        (dropped[remains] * full[remains]).sum() / max((full[remains] ** 2).sum(), 1e-300)
    )
    if abs(factor - 1.0) < LEAST_SCALED:
        return False
    return factor > LEAST_KEPT and is_near(dropped[remains], factor * full[remains], tolerance)


FAMILIES = (
    Family(
        "digits",
        {
            "floor": (
                "The numbers are rounded down to whole ones",
                "`//` and integer types cut the fraction off. Look for a division of integers, or"
                " for an array of integers that results are written into.",
            ),
            "whole": (
                "The numbers have lost their fraction",
                "Integer types cut the fraction off. Look for int(), for an array of integers that"
                " results are written into, or for an integer division.",
            ),
            "rounded": (
                "The results are rounded",
                "How a number is printed is one thing, its value another. Round where you print,"
                " and return what you computed.",
            ),
            "float32": (
                "float32 is used where float64 is asked for",
                "Your numbers are right in their first seven digits only. NumPy computes in"
                " float64 by itself: look for a place where you ask for float32.",
            ),
        },
        match_every_pair(_recognise_digits),
    ),
    Family(
        "index",
        {
            "place": (
                "The place of the largest number is returned instead of the number",
                "argmax says where the largest number stands, max how large it is.",
            ),
            "value": (
                "The largest number is returned instead of its place",
                "max says how large the largest number is, argmax where it stands.",
            ),
        },
        match_every_pair(_recognise_index),
    ),
    Family(
        "input",
        {
            "input": (
                "The input comes back as it was",
                "What you return is one of the arguments. Is the result of your computation kept,"
                " and is it what is returned?",
            )
        },
        match_every_pair(_recognise_input),
    ),
    Family(
        "broadcast",
        {
            "broadcast": (
                "A column and a row are combined to a whole table",
                "Where shapes (n, 1) and (n,) meet, NumPy and PyTorch make a table of (n, n)."
                " Give both the same shape before you combine them.",
            )
        },
        match_every_pair(_recognise_broadcast),
    ),
    Family(
        "dropout",
        {
            "evaluating": (
                "Nothing is dropped, as in evaluation",
                "In training some numbers are set to zero and the others scaled. Look at which"
                " mode the model, or your function, is in.",
            ),
            "training": (
                "Numbers are dropped, as in training",
                "Some numbers are set to zero and the others scaled, which belongs to training"
                " only. Look at which mode the model, or your function, is in.",
            ),
        },
        match_every_pair(_recognise_dropout),
    ),
)
