"""Running means and variances that follow a batch's otherwise than the reference's do.

The arguments say how the reference's follow: m r + (1 - m) s. There r is an argument, and s is the
mean or the variance of another's columns.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_clearly_near
from grader.diagnosis.families.contract import Family, match_some_pair, pick_only
from grader.diagnosis.fingerprints import Array

ENOUGH = 3  # different numbers
PRECISE = 1e-6
NUMBERS = 1 << 14  # of a larger table nothing is tried


def _recognise_running(pair: Pair, case: Case) -> str | None:
    got, want = pair.floats
    if got.shape != want.shape or want.ndim != 1 or count_different(want) < ENOUGH:
        return None
    answers = (each for batch in _find_batches(case, want) for each in _list_changed(*batch, want))
    close = 10 * pair.near
    return pick_only(name for name, answer in answers if is_clearly_near(got, answer, want, close))


def _find_batches(case: Case, want: Array) -> Iterator[tuple[Array, Array]]:
    """Yield a batch and a running value that may follow it."""
    for table, old in product(case.numbers, case.numbers):
        if _is_batch(table, want) and old.shape == want.shape:
            yield table, old


def _is_batch(array: Array, want: Array) -> bool:
    columns = array.ndim == 2 and array.shape[1:] == want.shape
    return columns and len(array) >= 2 and array.size <= NUMBERS


def _list_changed(table: Array, old: Array, want: Array) -> Iterator[tuple[str, Array]]:
    """Yield what follows the batch with one thing changed, and the name of that."""
    mean, variance = table.mean(axis=0), table.var(axis=0)
    for new in (mean, variance):
        share = _find_share(old, new, want)
        if share is None:
            continue
        kept = share * old
        yield "momentum", (1 - share) * old + share * new
        yield "batch_only", new
        yield "not_renewed", old
        yield "added", old + (1 - share) * new
        if new is variance:
            unbiased = variance * len(table) / (len(table) - 1)
            yield "unbiased", kept + (1 - share) * unbiased
            yield "deviation", kept + (1 - share) * np.sqrt(variance)
            yield "mean_for_variance", kept + (1 - share) * mean
        else:
            yield "variance_for_mean", kept + (1 - share) * variance


def _find_share(old: Array, new: Array, want: Array) -> float | None:
    """Return how much of the old one is in a mixture, where it is the same for all numbers."""
    gap = old - new
    if np.abs(gap).min() == 0:
        return None
    shares = (want - new) / gap
    share = float(shares.mean())
    return share if np.ptp(shares) <= PRECISE and 0 < share < 1 else None


FAMILIES = (
    Family(
        "running",
        {
            "momentum": (
                "Old and new have changed places in the running value",
                "What should be kept of the old value is taken of the batch, and the other way"
                " round: see which of both the momentum multiplies.",
            ),
            "batch_only": (
                "The running value is the batch's alone",
                "What is returned has nothing of the value before: it follows the batches slowly,"
                " a part of the old and a part of the new.",
            ),
            "not_renewed": (
                "The running value is not renewed",
                "It comes back as it was handed in. In training it moves a little towards the"
                " batch's: is the new one kept, and returned?",
            ),
            "added": (
                "The old running value is kept whole",
                "Both parts have to make one: as much as is taken of the new, less is kept of the"
                " old.",
            ),
            "unbiased": (
                "The batch's variance divides by N - 1 in the running value",
                "The task means the mean of the squared deviations there, too: look at ddof,"
                " correction or unbiased.",
            ),
            "deviation": (
                "The running variance follows the standard deviation",
                "The root is taken where the batch is normalised, and not in what is kept.",
            ),
            "mean_for_variance": (
                "The running variance follows the batch's mean",
                "Two running values are kept: see which of the batch's two goes into which.",
            ),
            "variance_for_mean": (
                "The running mean follows the batch's variance",
                "Two running values are kept: see which of the batch's two goes into which.",
            ),
        },
        match_some_pair(_recognise_running, ENOUGH),
    ),
)
