"""The right numbers in another order: axes, rows, results."""

import itertools
from typing import Any

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_near
from grader.diagnosis.fingerprints import Array, as_array

from .contract import Family, match_every_pair

MOST_AXES = 4
ENOUGH = 3  # so many different numbers do not stand in another's place by chance
MOST_RESULTS = 5


def _recognise_turned(pair: Pair, case: Case) -> str | None:
    got, want = pair.got, pair.want
    if got.ndim != want.ndim or got.size != want.size or count_different(want) < ENOUGH:
        return None
    if want.ndim == 2 and is_near(got, want.T, pair.near):
        return "transposed"
    for axes in itertools.permutations(range(want.ndim)) if 2 < want.ndim <= MOST_AXES else ():
        if is_near(got, want.transpose(axes), pair.near):
            return "swapped"
    return None


def _recognise_reversed(pair: Pair, case: Case) -> str | None:
    got, want = pair.got, pair.want
    if want.ndim == 0 or got.shape != want.shape or count_different(want) < ENOUGH:
        return None
    return "reversed" if is_near(got, want[::-1], pair.near) else None


def _recognise_reshaped(pair: Pair, case: Case) -> str | None:
    """Recognise numbers in the right order in another shape, or read in another order."""
    got, want = pair.got, pair.want
    if got.size != want.size or count_different(want) < ENOUGH:
        return None
    if got.shape != want.shape and is_near(got.ravel(), want.ravel(), pair.near):
        return "shape"
    if want.ndim >= 2 and is_near(got.ravel(), want.ravel(order="F"), pair.near):
        return "columns"
    return None


def _recognise_permuted(case: Case) -> str | None:
    """Recognise several results that are all there, in each other's places."""
    mine, theirs = _list_results(case.compared.got), _list_results(case.compared.want)
    if not 2 <= len(theirs) == len(mine) <= MOST_RESULTS:
        return None
    if min(count_different(item) for item in (*mine, *theirs)) < 2:
        return None
    orders = list(itertools.permutations(theirs))[1:]  # the first is the right one
    return "results" if any(_are_near(mine, order) for order in orders) else None


def _list_results(value: Any) -> list[Array]:
    """Return the arrays of a tuple of arrays; none of anything else."""
    arrays = [as_array(item) for item in value] if isinstance(value, tuple | list) else []
    results = [array for array in arrays if array is not None and array.ndim > 0]
    return results if len(results) == len(arrays) else []


def _are_near(mine: list[Array], theirs: tuple[Array, ...]) -> bool:
    return all(is_near(one, other, 2e-5) for one, other in zip(mine, theirs, strict=True))


def _recognise_rows(pair: Pair, case: Case) -> str | None:
    """Recognise the right rows in another order."""
    got, want = pair.got, pair.want
    if (
        want.ndim == 0
        or got.shape != want.shape
        or len(want) < ENOUGH
        or count_different(want) < ENOUGH
    ):
        return None
    mine, theirs = (array.reshape(len(array), -1) for array in (got, want))
    if len(np.unique(np.round(theirs, 6), axis=0)) < len(theirs):
        return None
    one, other = (rows[np.lexsort(np.round(rows, 6).T[::-1])] for rows in (mine, theirs))
    return "rows" if is_near(one, other, pair.near) else None


FAMILIES = (
    Family(
        "order",
        {
            "results": (
                "The results are returned in another order",
                "Everything that was asked for is there, in another's place. Look at the order of"
                " the names in the return statement, and in the task.",
            )
        },
        _recognise_permuted,
    ),
    Family(
        "axes",
        {
            "transposed": (
                "The answer is transposed",
                "All numbers are right, with rows and columns in each other's places. Look at which"
                " axis stands for what, in the product or where you put the rows together.",
            ),
            "swapped": (
                "Two axes of the answer are swapped",
                "All numbers are right, and stand along other axes than the task says. Look at the"
                " shapes, axis by axis, and at every transpose or permute.",
            ),
        },
        match_every_pair(_recognise_turned),
    ),
    Family(
        "reversed",
        {
            "reversed": (
                "The answer is in reverse order",
                "The numbers are right, and begin with the last one. Look at the direction in which"
                " you go through the sequence, in time or otherwise, or collect the results.",
            )
        },
        match_every_pair(_recognise_reversed),
    ),
    Family(
        "shape",
        {
            "shape": (
                "The numbers are right, in another shape",
                "Nothing is wrong with the values; the axes are missing, joined or too many."
                " Compare the shape of what you return with the one in the task.",
            ),
            "columns": (
                "The numbers are read column by column",
                "All numbers are there, in another order: rows come first when an array is"
                " reshaped. Look at a reshape where a transpose is meant, or the other way round.",
            ),
        },
        match_every_pair(_recognise_reshaped),
    ),
    Family(
        "rows",
        {
            "rows": (
                "The rows are right, in another order",
                "Every row of the answer is there. Look at what decides their order: a sort, a"
                " shuffle, the order of a dict.",
            )
        },
        match_every_pair(_recognise_rows),
    ),
)
