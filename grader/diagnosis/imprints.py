"""Compact forms of how a check ended, to compare and to keep."""

import msgspec

from .evidence import Evidence
from .fingerprints import (
    count_telling,
    fingerprint,
    measure_distance,
    with_fewer_digits,
    without_digits,
)
from .mistakes import ANOTHER_SHAPE, Imprint

# Answers of a mistake that lie nearer than this to the reference's keep all of their digits.
NEAR = 1e-4


def imprint(evidence: Evidence) -> Imprint:
    """Return how a check ended, in compact form."""
    compared = evidence.compared
    if compared is None:
        return Imprint(evidence.outcome, text=without_digits(evidence.raised))
    got, want = fingerprint(compared.got), fingerprint(compared.want)
    text = compared.difference.kind if got.size == 0 and got == want else ""
    distance = measure_distance(got, want)
    return Imprint(
        evidence.outcome,
        at=compared.at,
        answer=got,
        apart=min(distance, ANOTHER_SHAPE),
        telling=count_telling(got, want),
        text=text,
    )


def as_stored(one: Imprint) -> Imprint:
    """Return an imprint as it is written down: with fewer digits where they decide nothing."""
    if one.answer is None or one.apart < NEAR:
        return one
    return msgspec.structs.replace(
        one, answer=with_fewer_digits(one.answer), apart=float(f"{one.apart:.3g}")
    )
