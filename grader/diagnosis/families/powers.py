"""A root, a square or a reciprocal that is missing, or one too many."""

import numpy as np

from grader.diagnosis.case import Case, Pair, near

from .contract import Family, in_every_pair

ENOUGH = 4  # different numbers


def _power(pair: Pair, case: Case) -> str | None:
    if not pair.tells(ENOUGH):
        return None
    got, want = pair.floats
    if near(got, np.sqrt(want), pair.near):
        return "root"
    if near(got, want * want, pair.near):
        return "square"
    return "reciprocal" if near(got * want, np.ones(want.shape), pair.near) else None


FAMILIES = (
    Family(
        "power",
        {
            "root": (
                "Your numbers are the square roots of the right ones",
                "A root is taken that nobody asks for, or a square is missing. A standard deviation"
                " is the root of a variance, and a distance that of a squared distance.",
            ),
            "square": (
                "Your numbers are the squares of the right ones",
                "A square root is missing, or something is squared twice. A standard deviation is"
                " the root of a variance, and a distance that of a squared distance.",
            ),
            "reciprocal": (
                "Your numbers are the reciprocals of the right ones",
                "What divides and what is divided have changed places.",
            ),
        },
        in_every_pair(_power),
    ),
)
