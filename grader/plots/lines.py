"""Lines over an axis: what was expected, wide, and what was answered, narrow upon it."""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from grader.nouns import frozen, noun

from .scales import Scale, scale_of, some_places
from .svg import WIDTH, Alternative, drawing, legend

LEFT, RIGHT = 48, WIDTH - 10
LEGEND, FOOT, NAME, GAP = 24, 36, 16, 10
MOST_DOTS = 40  # of a longer line only the wrong numbers have dots
Numbers = Sequence[float | None]


@noun
class Panel:
    """Numbers over the same places: answered, expected (none where they are not told).

    `wrong` are positions of answers that are wrong.
    """

    name: str
    got: Numbers
    want: Numbers
    wrong: frozenset[int]


@noun
class LineWords:
    """Texts of a drawing: what its two lines are, what its axis is, what could not be drawn."""

    mine: str
    theirs: str
    axis: str
    not_finite: str
    beyond: str


@frozen
class _Frame:
    """Where a panel's numbers lie: from the top, so high, over those places."""

    panel: Panel
    top: float
    height: float
    places: Sequence[int]
    scale: Scale

    def x(self, position: int) -> float:
        first, last = self.places[0], self.places[-1]
        share = (self.places[position] - first) / (last - first) if last > first else 0.5
        return LEFT + share * (RIGHT - LEFT)

    def y(self, number: float) -> float:
        return self.top + (1 - self.scale.share(number)) * self.height

    def ticks(self) -> list[float]:
        return self.scale.ticks(5 if self.height > 100 else 4)

    def has_dot(self, position: int) -> bool:
        return position in self.panel.wrong or len(self.panel.got) <= MOST_DOTS

    def runs(self, numbers: Numbers) -> Iterator[list[tuple[float, float]]]:
        """Yield stretches of a line without a gap."""
        for is_gap, run in groupby(enumerate(numbers), lambda pair: pair[1] is None):
            if not is_gap:
                yield [(self.x(at), self.y(number)) for at, number in run if number is not None]

    def describe(self, position: int, words: LineWords) -> str:
        """Return what one answer is, in words."""
        text = f"{words.axis} {self.places[position]}: {words.mine} "
        text += _number_words(self.panel.got[position], words)
        if not self.panel.want:
            return text
        return f"{text}, {words.theirs} {_number_words(self.panel.want[position], words)}"


def lines_svg(
    panels: Sequence[Panel], places: Sequence[int], words: LineWords, alternative: Alternative
) -> str:
    """Return one drawing of panels under each other; `places` are the numbers along their axis."""
    height, name = (84.0, NAME) if len(panels) > 1 else (150.0, 0)
    frames = [
        _Frame(panel, LEGEND + name + at * (height + name + GAP), height, places, _scale(panel))
        for at, panel in enumerate(panels)
    ]
    bottom = frames[-1].top + height
    longest = max(len(str(place)) for place in places)
    return drawing(
        "lines",
        bottom + FOOT,
        alternative,
        legend=legend(LEFT, _marks(frames, words)),
        frames=frames,
        words=words,
        places=some_places(places, max(2, int(30 / (longest + 1.5)))),
        left=LEFT,
        right=RIGHT,
        bottom=bottom,
    )


def _scale(panel: Panel) -> Scale:
    want, got = _finite(panel.want), _finite(panel.got)
    return scale_of(want, got) if want or got else Scale(0.0, 1.0)


def _finite(numbers: Numbers) -> list[float]:
    return [number for number in numbers if number is not None and math.isfinite(number)]


def _marks(frames: Sequence[_Frame], words: LineWords) -> Iterator[tuple[str, str]]:
    """Yield what each kind of mark is; only those that are there."""
    if any(frame.panel.want for frame in frames):
        yield words.theirs, "theirs"
    yield words.mine, "mine"
    if any(None in frame.panel.got for frame in frames):
        yield words.not_finite, "not_finite"
    if any(not frame.scale.holds(n) for frame in frames for n in _finite(frame.panel.got)):
        yield words.beyond, "beyond"


def _number_words(number: float | None, words: LineWords) -> str:
    return words.not_finite if number is None else f"{number:.4g}"
