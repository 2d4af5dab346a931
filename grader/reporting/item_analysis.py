"""How hard a check was, and whether those who know more pass it more often.

Difficulty is the mean share of a check's points that was earned, the "p value" of classical test
theory for items with partial points (Crocker and Algina 1986, Introduction to Classical and Modern
Test Theory, chapter 14).

Discrimination is the corrected item-total correlation: Pearson's correlation of a check's share
with what the same people earned in everything else.  Without the correction a check correlates with
itself (Nunnally and Bernstein 1994, Psychometric Theory, 3rd edition, chapter 8).
"""

from collections.abc import Sequence
from statistics import correlation, fmean, median

from .class_report import Spread

FEWEST = 5  # people, before a correlation says anything at all


def difficulty(shares: Sequence[float]) -> float | None:
    """Return the mean of the shares earned, each from 0 to 1; None where nobody was judged."""
    return _round(fmean(shares)) if shares else None


def discrimination(shares: Sequence[float], other_points: Sequence[float]) -> float | None:
    """Return the correlation of a check's shares with the rest of the points, from -1 to 1.

    `other_points` has the points in everything else of the same people.  None for fewer than
    FEWEST people, and where all have the same.
    """
    if len(shares) < FEWEST or any(max(each) - min(each) < 1e-9 for each in (shares, other_points)):
        return None
    return _round(correlation(shares, other_points))


def spread_of(shares: Sequence[float]) -> Spread | None:
    """Return how shares lie, the lowest first; None where there are none."""
    if not shares:
        return None
    ordered = tuple(map(_round, sorted(shares)))
    return Spread(shares=ordered, mean=_round(fmean(shares)), median=_round(median(shares)))


def _round(number: float) -> float:
    """Return a number with four digits after the point: more say nothing of a class."""
    return round(number, 4)
