"""Lines over an axis: what was expected, wide, and what was answered, narrow upon it."""

import math
from collections.abc import Iterable, Iterator, Sequence

from grader.nouns import frozen, noun
from grader.plots.colours import MINE, THEIRS
from grader.plots.scales import Scale, scale_of, some_places, tick_text
from grader.plots.svg import TEXT, WIDTH, Alternative, cross, drawing, element, text, tooltip, width

LEFT, RIGHT, LEGEND, FOOT, NAME, GAP = 48, 10, 24, 36, 16, 10
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

    top: float
    height: float
    places: Sequence[int]
    scale: Scale

    def x(self, position: int) -> float:
        first, last = self.places[0], self.places[-1]
        share = (self.places[position] - first) / (last - first) if last > first else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, number: float) -> float:
        return self.top + (1 - self.scale.share(number)) * self.height


def lines_svg(
    panels: Sequence[Panel], places: Sequence[int], words: LineWords, alternative: Alternative
) -> str:
    """Return one drawing of panels under each other; `places` are the numbers along their axis."""
    named = len(panels) > 1
    height, name = (84.0, NAME) if named else (150.0, 0)
    frames = [
        _Frame(LEGEND + name + at * (height + name + GAP), height, places, _scale(panel))
        for at, panel in enumerate(panels)
    ]
    bottom = frames[-1].top + height
    parts = [*_legend(panels, frames, words)]
    for panel, frame in zip(panels, frames, strict=True):
        parts += [*_axes(panel, frame, named=named), *_lines(panel, frame, words)]
    parts += _places(frames[-1], bottom, words.axis)
    return drawing(bottom + FOOT, alternative, parts)


def _scale(panel: Panel) -> Scale:
    want, got = _finite(panel.want), _finite(panel.got)
    return scale_of(want, got) if want or got else Scale(0.0, 1.0)


def _finite(numbers: Numbers) -> list[float]:
    return [number for number in numbers if number is not None and math.isfinite(number)]


def _legend(panels: Sequence[Panel], frames: Sequence[_Frame], words: LineWords) -> Iterator[str]:
    """Yield what each mark is, above the first panel; only marks that are there."""
    both = list(zip(panels, frames, strict=True))
    marks = [(_stroke(MINE, 1.75, [(0, 0), (18, 0)]) + _dot(9, 0), words.mine)]
    if any(panel.want for panel in panels):
        marks.insert(0, (_stroke(THEIRS, 5, [(0, 0), (18, 0)], opacity=0.55), words.theirs))
    if any(None in panel.got for panel in panels):
        marks.append((cross(9, 0), words.not_finite))
    if any(not f.scale.holds(n) for panel, f in both for n in _finite(panel.got)):
        marks.append((_arrow(9, 0, up=True), words.beyond))
    x = float(LEFT)
    for mark, name in marks:
        yield element("g", mark, transform=f"translate({x:.0f} 8)")
        yield text(x + 23, 12, name)
        x += 34 + width(name) * TEXT * 0.52


def _axes(panel: Panel, frame: _Frame, *, named: bool) -> Iterator[str]:
    for number in frame.scale.ticks(5 if frame.height > 100 else 4):
        y = frame.y(number)
        yield element(
            "path", d=f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}", stroke="currentColor", opacity=0.15
        )
        yield text(LEFT - 5, y + 4, tick_text(number), text_anchor="end")
    if named:
        yield text(LEFT, frame.top - 5, panel.name, font_weight="bold")


def _places(frame: _Frame, bottom: float, name: str) -> Iterator[str]:
    """Yield the places along the axis, and its name."""
    longest = max(len(str(place)) for place in frame.places)
    for position in some_places(frame.places, max(2, int(30 / (longest + 1.5)))):
        label = str(frame.places[position])
        yield text(frame.x(position), bottom + 15, label, text_anchor="middle")
    yield text((LEFT + WIDTH - RIGHT) / 2, bottom + 30, name, text_anchor="middle")


def _lines(panel: Panel, frame: _Frame, words: LineWords) -> Iterator[str]:
    for run in _runs(panel.want, frame):
        yield _stroke(THEIRS, 5, run, opacity=0.55)
    for run in _runs(panel.got, frame):
        yield _stroke(MINE, 1.75, run)
    for position, number in enumerate(panel.got):
        yield from _mark(panel, frame, position, number, words)


def _mark(
    panel: Panel, frame: _Frame, position: int, number: float | None, words: LineWords
) -> Iterator[str]:
    """Yield the mark of one answer, with what it is beside the mouse."""
    wanted = panel.want[position] if panel.want else None
    told = f"{words.axis} {frame.places[position]}: {words.mine} {_said(number, words)}"
    told += f", {words.theirs} {_said(wanted, words)}" if panel.want else ""
    x = frame.x(position)
    if number is None:
        yield element("g", tooltip(told), cross(x, frame.top + 6))
    elif not frame.scale.holds(number):
        up = number > frame.scale.high
        y = frame.top + 6 if up else frame.top + frame.height - 6
        yield element("g", tooltip(told), _arrow(x, y, up=up))
    elif position in panel.wrong or len(panel.got) <= MOST_DOTS:
        yield element("g", tooltip(told), _dot(x, frame.y(number)))


def _said(number: float | None, words: LineWords) -> str:
    return words.not_finite if number is None else f"{number:.4g}"


def _runs(numbers: Numbers, frame: _Frame) -> Iterator[list[tuple[float, float]]]:
    """Yield stretches of a line without a gap; of a single number there is a short one."""
    run: list[tuple[float, float]] = []
    for position, number in enumerate(numbers):
        if number is not None:
            run.append((frame.x(position), frame.y(number)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _stroke(
    colour: str, width: float, points: Iterable[tuple[float, float]], opacity: float = 1.0
) -> str:
    placed = [f"{x:.1f} {y:.1f}" for x, y in points]
    path = "M" + "L".join(placed) + ("h0.01" if len(placed) == 1 else "")
    return element(
        "path",
        d=path,
        fill="none",
        stroke_width=width,
        stroke_linecap="round",
        stroke_linejoin="round",
        opacity=opacity,
        stroke=colour,
    )


def _dot(x: float, y: float) -> str:
    return element("circle", cx=float(x), cy=float(y), r=2.5, fill=MINE)


def _arrow(x: float, y: float, *, up: bool) -> str:
    tip = -5 if up else 5
    path = f"M{x:.1f} {y + tip:.1f}l4.5 {-2 * tip}h-9z"
    return element("path", d=path, fill=MINE)
