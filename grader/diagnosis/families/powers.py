"""A root, a square or a reciprocal that is missing, or one too many."""

import numpy as np

from grader.diagnosis.case import Case, Pair, is_near

from .contract import Family, match_every_pair

ENOUGH = 4  # different numbers


def _recognise_power(pair: Pair, case: Case) -> str | None:
    if not pair.has_enough_numbers(ENOUGH):
        return None
    got, want = pair.floats
    if is_near(got, np.sqrt(want), pair.near):
        return "root"
    if is_near(got, want * want, pair.near):
        return "square"
    return "reciprocal" if is_near(got * want, np.ones(want.shape), pair.near) else None


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
        match_every_pair(_recognise_power),
    ),
)
