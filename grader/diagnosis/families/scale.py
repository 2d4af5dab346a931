"""The right numbers times a constant: a mean for a sum, a sign, another logarithm."""

import math
from collections.abc import Iterator

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_clearly_near

from .contract import BY_CHANCE, Family, match_every_pair

ENOUGH = 4  # so many different numbers share a factor that has no name of its own
SURE = 6  # from this size on a factor is no chance: constants are smaller
PRECISE = 1e-6  # how near a factor has to be to one that has a name
_LOGS = (math.log(2), math.log(10), 1 / math.log(2), 1 / math.log(10), math.log(10) / math.log(2))


def _recognise_factor(pair: Pair, case: Case) -> str | None:
    got, want = pair.floats
    square = float((want * want).sum()) if got.shape == want.shape else 0.0
    if square == 0.0 or not math.isfinite(square):
        return None
    factor = float((got * want).sum()) / square
    if factor == 0.0 or not is_clearly_near(got, factor * want, want, pair.near):
        return None
    near_factor = max(PRECISE, pair.near)
    counts = frozenset(int(array.size) for array in case.arguments)
    reduced = _list_reduced_sizes(case, want.shape)
    for name, value in _name_factors(case.sizes, counts, reduced):
        if abs(factor - value) <= near_factor * abs(value):
            return name
    return "factor" if count_different(want) >= ENOUGH else None


def _list_reduced_sizes(case: Case, shape: tuple[int, ...]) -> frozenset[int]:
    """Return the sizes over which an argument may have been summed: what lacks in the answer."""
    return frozenset(
        int(array.shape[axis])
        for array in case.arguments
        for axis in range(array.ndim)
        if shape and array.shape[:axis] + array.shape[axis + 1 :] == shape
    )


def _name_factors(
    sizes: frozenset[int], counts: frozenset[int], reduced: frozenset[int]
) -> Iterator[tuple[str, float]]:
    """Yield factors that have a name; 2 has two, so that it is no size."""
    yield from (("sign", -1.0), ("twice", 2.0), ("half", 0.5))
    for value in _LOGS:
        yield from (("logarithm", value), ("logarithm", 1 / value))
    for size in sorted(sizes | counts):
        if size > 2:
            sure = size >= SURE or size in reduced
            by_chance = "" if sure else f"{BY_CHANCE}{size}"
            yield f"mean{by_chance}", 1 / size
            yield f"sum{by_chance}", float(size)
            for value in (size / (size - 1), (size - 1) / size):
                yield f"variance{by_chance}", value
                yield f"deviation{by_chance}", math.sqrt(value)
    for size in sorted(sizes - {0, 1, 4}):
        by_chance = f"{BY_CHANCE}{size}" if size < SURE else ""
        for value in (math.sqrt(size), 1 / math.sqrt(size)):
            yield f"root{by_chance}", value


def _recognise_rescaled(pair: Pair, case: Case) -> str | None:
    """Recognise columns, or rows, of which each is shifted and scaled by numbers of its own."""
    got, want = pair.floats
    if got.shape != want.shape or want.ndim != 2 or min(want.shape) < 2:
        return None
    for one, other in ((got, want), (got.T, want.T)):
        if len(other) >= ENOUGH and _is_rescaled(one, other, pair.near):
            return "statistics"
    return None


def _is_rescaled(got: np.ndarray, want: np.ndarray, tolerance: float) -> bool:
    """Return whether every column of `got` is one of `want`'s, times a number plus a number."""
    centred, mine = want - want.mean(axis=0), got - got.mean(axis=0)
    squares = (centred * centred).sum(axis=0)
    if squares.min() <= 0 or min(count_different(column) for column in want.T) < ENOUGH:
        return False
    scales = (mine * centred).sum(axis=0) / squares
    if np.abs(scales).min() < 1e-3 or np.ptp(scales) <= 1e-6 * np.abs(scales).max():
        return False
    return is_clearly_near(mine, scales * centred, centred, 10 * tolerance)


FAMILIES = (
    Family(
        "factor",
        {
            "sign": (
                "The sign is turned over",
                "Every number is right but for its sign. Look at what is subtracted from what, or"
                " for a minus too many.",
            ),
            "mean": (
                "The result is divided by a size of the input once too often",
                "A mean stands where a sum is asked for, or the division is done twice. Look at"
                " what the task wants to be added, and what averaged.",
            ),
            "sum": (
                "The result is not divided by a size of the input",
                "A sum stands where a mean is asked for. Look at what the task wants to be"
                " averaged, and over what.",
            ),
            "variance": (
                "The squared deviations are divided by N - 1 instead of N, or the other way round",
                "There are two variances, the biased and the unbiased one. NumPy's var and"
                " PyTorch's take another one unless they are told which: look at ddof, correction"
                " or unbiased.",
            ),
            "deviation": (
                "The deviation is of N - 1 instead of N, or the other way round",
                "There are two standard deviations, the biased and the unbiased one. Look at ddof,"
                " correction or unbiased.",
            ),
            "root": (
                "The square root of a size is missing, or one too many",
                "Your numbers are off by the root of a size of the input. Look at where the task"
                " divides by a square root.",
            ),
            "logarithm": (
                "The logarithm has another base",
                "Your numbers are off by the factor between two logarithms. np.log, math.log and"
                " torch.log are the natural one.",
            ),
            "twice": (
                "Every number is twice what is expected",
                "Look for a factor 2 that is one too many, or for something that is added twice.",
            ),
            "half": (
                "Every number is half of what is expected",
                "Look for a factor 2 that is missing, or for a mean over two that should be a sum.",
            ),
            "factor": (
                "Every number is off by the same factor",
                "What you compute is right but for a constant that everything is multiplied with."
                " Look at what is divided by what, and at sums and means.",
            ),
        },
        match_every_pair(_recognise_factor),
        doubtful="factor",
    ),
    Family(
        "statistics",
        {
            "statistics": (
                "Each column, or row, is right but for a shift and a scale of its own",
                "So it is where numbers are normalised with another mean or deviation, those of"
                " the batch for the running ones or of training for evaluation, and where a"
                " column's own factor or summand is left out, or its count is another.",
            )
        },
        match_every_pair(_recognise_rescaled),
    ),
)
