"""Carry-forward: points of a check whose earlier stage the student has wrong."""

from decimal import Decimal
from enum import StrEnum

from grader.nouns import noun


class Carry(StrEnum):
    """What a check gives that passes with the reference's answers in an earlier stage's place."""

    NONE = "none"
    HALF = "half"
    FULL = "full"

    @property
    def share(self) -> Decimal:
        """Return the share of the points."""
        return {Carry.NONE: Decimal(0), Carry.HALF: Decimal("0.5"), Carry.FULL: Decimal(1)}[self]


@noun
class Carried:
    """What was earned so: with which functions of the reference's, and how many points."""

    stages: tuple[str, ...]
    earned: Decimal
