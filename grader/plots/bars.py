"""A histogram: how many there are of each size."""

from collections.abc import Iterator, Sequence

from grader.nouns import noun
from grader.plots.colours import THEIRS
from grader.plots.svg import WIDTH, Alternative, drawing, element, text, tooltip

LEFT, RIGHT, TOP, HEIGHT, FOOT = 12, 12, 20, 100.0, 36
GAP = 2.0  # between two bars


@noun
class Bar:
    """A bar: how many it stands for, in words for who points at it."""

    number: int
    told: str


def counted(shares: Sequence[float], bars: int) -> list[int]:
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
    wide = (WIDTH - LEFT - RIGHT) / len(bars)
    most = max(1, *(bar.number for bar in bars))
    bottom = TOP + HEIGHT
    parts = [
        piece for at, bar in enumerate(bars) for piece in _bar(bar, LEFT + at * wide, wide, most)
    ]
    parts.append(
        element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=bottom, y2=bottom, stroke="currentColor")
    )
    parts += [
        text(LEFT, bottom + 15, ends[0]),
        text(WIDTH - RIGHT, bottom + 15, ends[1], text_anchor="end"),
        text(WIDTH / 2, bottom + 30, axis, text_anchor="middle"),
    ]
    return drawing(bottom + FOOT, alternative, parts)


def _bar(bar: Bar, left: float, wide: float, most: int) -> Iterator[str]:
    if not bar.number:
        return
    high = HEIGHT * bar.number / most
    top = TOP + HEIGHT - high
    yield element(
        "rect",
        tooltip(bar.told),
        x=left + GAP / 2,
        y=top,
        width=wide - GAP,
        height=high,
        fill=THEIRS,
    )
    yield text(left + wide / 2, top - 4, str(bar.number), text_anchor="middle")
