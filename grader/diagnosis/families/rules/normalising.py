"""Numbers that are normalised with another mean or deviation than the reference's.

The arguments say how the reference's are. Its columns may be g (x - m) / sqrt(v + eps) + b. There x
is an argument; m and v are the mean and the variance of its columns, or two other arguments; g and
b are two more, or none. Then the same is computed with one thing in it changed, and looked for in
the student's answer.
"""

from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_clearly_near, is_near
from grader.diagnosis.families.contract import Family, match_some_pair, pick_only
from grader.diagnosis.fingerprints import Array

ENOUGH = 6  # different numbers
FEWEST = 3  # rows and columns
MOST_VECTORS = 6
NUMBERS = 1 << 14  # of a larger table nothing is tried


class Normalised(NamedTuple):
    """How a table is normalised: g (x - mean) / sqrt(variance + eps) + b.

    `given` are means and variances that the arguments could stand for; `own` says that those of the
    table itself are used.
    """

    x: Array
    g: Array
    b: Array
    mean: Array
    variance: Array
    eps: float
    own: bool
    given: tuple[tuple[Array, Array], ...]


def _recognise_normalising(pair: Pair, case: Case) -> str | None:
    got, want = pair.floats
    if not pair.has_enough_numbers(2) or not _is_table(want) or count_different(want) < ENOUGH:
        return None
    tables = [table for table in case.numbers if table.shape == want.shape]
    columns = [(table, want, got) for table in tables]
    rows = [(table.T, want.T, got.T) for table in tables]  # each may be normalised, too
    return pick_only(
        name for each in (*columns, *rows) for name in _find_changes(*each, case, pair.near)
    )


def _is_table(want: Array) -> bool:
    return want.ndim == 2 and min(want.shape) >= FEWEST and want.size <= NUMBERS


def _find_changes(x: Array, want: Array, got: Array, case: Case, tolerance: float) -> Iterator[str]:
    """Yield what is changed in how columns are normalised."""
    for how in _find_ways(x, want, case.numbers, tolerance):
        for name, answer in _list_changed(how):
            if is_clearly_near(got, answer, want, 20 * tolerance):
                yield name


def _find_ways(
    x: Array, want: Array, arguments: tuple[Array, ...], tolerance: float
) -> Iterator[Normalised]:
    """Yield how the reference's columns may have been normalised."""
    mean, variance = x.mean(axis=0), x.var(axis=0)
    fitted = _fit_columns(x, want, tolerance)
    if fitted is None or variance.min() <= 0:
        return
    factor, shift = fitted
    for g, b, pairs in _choose_scales(arguments, want.shape[1]):
        for m, v in ((mean, variance), *pairs):
            eps = (g / factor) ** 2 - v
            if is_near((b - shift) / factor, m, 1e-5) and _is_one_number(eps, v):
                yield Normalised(x, g, b, m, v, float(eps.mean()), m is mean, pairs)


def _choose_scales(
    arguments: tuple[Array, ...], width: int
) -> Iterator[tuple[Array, Array, tuple[tuple[Array, Array], ...]]]:
    """Yield a scale and a shift for each column, and pairs of what is left of the arguments."""
    vectors = [array for array in arguments if array.shape == (width,)][:MOST_VECTORS]
    unscaled = np.ones(width), np.zeros(width)
    for g, b in (unscaled, *permutations(vectors, 2)):
        others = [vector for vector in vectors if vector is not g and vector is not b]
        if g.all():
            yield g, b, tuple(permutations(others, 2))


def _fit_columns(x: Array, want: Array, tolerance: float) -> tuple[Array, Array] | None:
    """Return the factor and the shift that make each column of one table of the other's."""
    centred, theirs = x - x.mean(axis=0), want - want.mean(axis=0)
    squares = (centred * centred).sum(axis=0)
    if squares.min() <= 0:
        return None
    factor = (centred * theirs).sum(axis=0) / squares
    shift = want.mean(axis=0) - factor * x.mean(axis=0)
    if not factor.all() or not is_near(factor * x + shift, want, 10 * tolerance):
        return None
    return factor, shift


def _is_one_number(eps: Array, variance: Array) -> bool:
    """Return whether what comes on top of each variance is the same small number."""
    rounding = 1e-5 * variance.max()
    return bool(np.ptp(eps) <= rounding and -rounding <= eps.min() and eps.max() < 10)


def _list_changed(how: Normalised) -> Iterator[tuple[str, Array]]:
    """Yield the table that is normalised with one thing changed, and the name of that."""
    x, g, b, mean, variance, eps, is_own, other_statistics = how

    def normalise(centre: Array | float, deviation: Array | float) -> Array:
        return g * (x - centre) / deviation + b

    root, examples = np.sqrt(variance + eps), len(x)
    yield "variance", normalise(mean, variance + eps)
    yield "no_deviation", normalise(mean, 1.0)
    yield "no_mean", normalise(0.0, root)
    yield "eps_outside", normalise(mean, np.sqrt(variance) + eps)
    yield "no_eps", normalise(mean, np.sqrt(variance))
    if is_own:
        yield "unbiased", normalise(mean, np.sqrt(variance * examples / (examples - 1) + eps))
        across, spread = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
        yield "axis", normalise(across, np.sqrt(spread + eps))
        yield "axis", normalise(x.mean(), np.sqrt(x.var() + eps))
        for m, v in other_statistics:
            yield "evaluating", normalise(m, np.sqrt(v + eps))
    else:
        yield "training", normalise(x.mean(axis=0), np.sqrt(x.var(axis=0) + eps))
    if not (g == 1).all() or b.any():
        yield "no_scale", (x - mean) / root + b
        yield "no_shift", g * (x - mean) / root
        yield "no_scale", (x - mean) / root
        yield "scale_and_shift", b * (x - mean) / root + g


FAMILIES = (
    Family(
        "normalised",
        {
            "variance": (
                "The variance divides where the standard deviation should",
                "The deviation is the square root of the variance: what has been centred is divided"
                " by the root.",
            ),
            "no_deviation": (
                "The deviation does not divide",
                "Your numbers are centred and not scaled: they are divided by the standard"
                " deviation too.",
            ),
            "no_mean": (
                "The mean is not subtracted",
                "Your numbers are divided by the deviation, but not centred first.",
            ),
            "eps_outside": (
                "eps is added outside of the square root",
                "It belongs to the variance, under the root: sqrt(variance + eps).",
            ),
            "no_eps": (
                "eps is left out",
                "It is added to the variance before the root is taken.",
            ),
            "unbiased": (
                "The variance divides by N - 1 instead of N",
                "There are two variances, the biased and the unbiased one. The task means the mean"
                " of the squared deviations: look at ddof, correction or unbiased.",
            ),
            "axis": (
                "Mean and variance are taken over another axis",
                "Ask which numbers are normalised together, and look at `axis` or `dim` of the mean"
                " and of the variance.",
            ),
            "evaluating": (
                "The running mean and variance are used in training",
                "In training the batch's own mean and variance normalise it. Those that are handed"
                " in, or kept, are for evaluation: are the two modes exchanged?",
            ),
            "training": (
                "The batch's own mean and variance are used in evaluation",
                "Outside of training those that are handed in, or kept, take their place: are the"
                " two modes exchanged?",
            ),
            "no_scale": (
                "The scale is left out",
                "What is normalised is multiplied by a factor of its own before it is shifted.",
            ),
            "no_shift": (
                "The shift is left out",
                "What is normalised is scaled, and then a number of its own is added.",
            ),
            "scale_and_shift": (
                "Scale and shift have changed places",
                "The scale multiplies what is normalised, and the shift is added to that.",
            ),
        },
        match_some_pair(_recognise_normalising, ENOUGH),
    ),
)
