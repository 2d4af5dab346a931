"""Results that contain those before them, or only what is new in them."""

from __future__ import annotations

import numpy as np

from grader.diagnosis.case import Case, Pair, different, near
from grader.diagnosis.families.contract import Family, in_every_pair

ENOUGH = 4  # different numbers
SHORTEST = 3  # results along an axis


def _sums(pair: Pair, case: Case) -> str | None:
    got, want = (array.astype(np.float64) for array in (pair.got, pair.want))
    if got.shape != want.shape or min(different(got), different(want)) < ENOUGH:
        return None
    for axis in (axis for axis, size in enumerate(want.shape) if size >= SHORTEST):
        if near(got, np.cumsum(want, axis), pair.near):
            return "added"
        if near(np.cumsum(got, axis), want, pair.near):
            return "single"
    return None


FAMILIES = (
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
        in_every_pair(_sums),
    ),
)
