"""A histogram: how many there are of each size."""

from collections.abc import Sequence

from grader.nouns import noun

from .svg import WIDTH, Alternative, drawing

SIDE, TOP, HEIGHT, FOOT = 12, 20, 100, 36


@noun
class Bar:
    """A bar: how many it stands for, in words for who points at it."""

    number: int
    told: str


def count_shares(shares: Sequence[float], bars: int) -> list[int]:
    """Return how many shares, each from 0 to 1, fall into each of so many equal parts.

    A share on a border belongs to the part above it, and 1 to the last; what is beyond 0 or 1
    belongs to the part at that end.
    """
    numbers = [0] * bars
    for share in shares:
        numbers[min(max(int(share * bars + 1e-9), 0), bars - 1)] += 1
    return numbers


def bars_svg(
    bars: Sequence[Bar], ends: tuple[str, str], axis: str, alternative: Alternative
) -> str:
    """Return the drawing of bars beside each other; `ends` name both ends of the axis."""
    return drawing(
        "bars",
        TOP + HEIGHT + FOOT,
        alternative,
        bars=bars,
        most=max(1, *(bar.number for bar in bars)),
        ends=ends,
        axis=axis,
        left=SIDE,
        right=WIDTH - SIDE,
        wide=(WIDTH - 2 * SIDE) / len(bars),
        bottom=TOP + HEIGHT,
        full=HEIGHT,
    )
