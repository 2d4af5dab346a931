"""Summands and factors that are missing or too many: an argument, or the results before."""

from collections.abc import Iterator

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_near
from grader.diagnosis.fingerprints import Array

from .contract import Family, match_every_pair, match_some_pair

ENOUGH = 4  # different numbers
FEWEST = 2  # different numbers of a summand
SHORTEST = 3  # results along an axis


def _recognise_sums(pair: Pair, case: Case) -> str | None:
    if not pair.has_enough_numbers(ENOUGH):
        return None
    got, want = pair.floats
    for axis in (axis for axis, size in enumerate(want.shape) if size >= SHORTEST):
        if is_near(got, np.cumsum(want, axis), pair.near):
            return "added"
        if is_near(np.cumsum(got, axis), want, pair.near):
            return "single"
    return None


def _recognise_summand(pair: Pair, case: Case) -> str | None:
    """Recognise an argument that is not added, or added once too often."""
    if not pair.has_enough_numbers(1):
        return None
    missing = pair.floats[1] - pair.floats[0]
    for summand in _fit_to_shape(case.numbers, missing.shape):
        if is_near(missing, summand, 10 * pair.near):
            return "missing"
        if is_near(missing, -summand, 10 * pair.near):
            return "extra"
    return None


def _recognise_product(pair: Pair, case: Case) -> str | None:
    """Recognise an argument, of this call or one before, that is a factor too few or too many."""
    if not pair.has_enough_numbers(ENOUGH):
        return None
    got, want = pair.floats
    for factor in _fit_to_shape((*case.numbers, *case.earlier_numbers), want.shape):
        if is_near(got * factor, want, 10 * pair.near):
            return "missing"
        if is_near(want * factor, got, 10 * pair.near):
            return "extra"
    return None


def _fit_to_shape(arrays: tuple[Array, ...], shape: tuple[int, ...]) -> Iterator[Array]:
    """Yield the arrays that can be added to that shape, or multiplied with it, as they fit."""
    for array in arrays:
        if count_different(array) >= FEWEST:
            yield from _place_along_axes(array, shape)


def _place_along_axes(array: Array, shape: tuple[int, ...]) -> Iterator[Array]:
    """Yield an array of that shape, or a vector along each axis that is as long."""
    if array.shape == shape:
        yield array
    elif array.ndim == 1:
        for axis, size in enumerate(shape):
            if size == len(array):
                along = [size if each == axis else 1 for each in range(len(shape))]
                yield np.broadcast_to(array.reshape(along), shape)


FAMILIES = (
    Family(
        "summand",
        {
            "missing": (
                "One of the arguments is not added",
                "What your numbers lack is one of the arguments itself: look for a bias, or a way"
                " around, that belongs to the sum.",
            ),
            "extra": (
                "One of the arguments is added once too often",
                "What your numbers have too much is one of the arguments itself.",
            ),
        },
        match_some_pair(_recognise_summand, ENOUGH),
    ),
    Family(
        "product",
        {
            "missing": (
                "One of the arguments is not multiplied with",
                "Your numbers are right but for a factor of their own each, and these factors are"
                " one of the arguments: a scale, a slope, or what comes in from behind.",
            ),
            "extra": (
                "One of the arguments is multiplied with once too often",
                "Your numbers are the right ones times one of the arguments, number by number.",
            ),
        },
        match_some_pair(_recognise_product, ENOUGH),
    ),
    Family(
        "sums",
        {
            "added": (
                "The results add up from one to the next",
                "Each of your results contains all before it. Look for += on something that is made"
                " before the loop and should be made anew in each round, or for a cumsum too many.",
            ),
            "single": (
                "Each result contains only what is new in it",
                "The right results are the running sums of yours. Look for a value that should go"
                " on from one round of the loop to the next, and is set back or written over.",
            ),
        },
        match_every_pair(_recognise_sums),
    ),
)
