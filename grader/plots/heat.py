"""A heat map: how far off each number of a table is."""

import math
from collections.abc import Iterator, Sequence

from grader.nouns import frozen, noun

from .colours import cividis
from .scales import Scale, some_places, tick_text
from .svg import TEXT, WIDTH, Alternative, drawing, legend, width

LEFT, RIGHT, FOOT, LEGEND = 48, 10, 36, 26
MOST_WIDE, MOST_HIGH, LEAST_HIGH = 34.0, 22.0, 14.0
BY_POWERS = 20  # how many times the smallest error the largest is, before powers of ten are taken


@noun
class Square:
    """One number of the table: whether it is wrong, how far off (None: no number), in words."""

    wrong: bool
    error: float | None
    told: str


@noun
class Grid:
    """Cells by rows; the places and names of both axes.

    `sized` says that it is told how far off a wrong number is.
    """

    cells: Sequence[Sequence[Square]]
    rows: Sequence[int]
    columns: Sequence[int]
    row_name: str
    column_name: str
    sized: bool = True


@noun
class HeatWords:
    """Texts of the legend: what an empty cell is, a coloured one, and one with a cross."""

    right: str
    error: str
    not_finite: str


@frozen
class _Bar:
    """The colours of the smallest to the largest error, between their numbers."""

    before: str
    colours: list[str]
    after: str
    x: float
    step: float
    y: int = LEGEND


def heat_svg(table: Grid, words: HeatWords, alternative: Alternative) -> str:
    """Return the drawing of a table: an empty cell is right, a brighter one is further off."""
    columns = len(table.columns)
    wide = min(MOST_WIDE, (WIDTH - LEFT - RIGHT) / columns)
    high = max(LEAST_HIGH, min(MOST_HIGH, wide))
    top = 2 * LEGEND + 2.0
    bottom = top + high * len(table.rows)
    cells = [cell for row in table.cells for cell in row]
    scale = _scale(cells)
    longest = max(len(str(place)) for place in table.columns)
    room = max(2, math.floor(wide * columns / (longest * 7.5 + 6)))
    return drawing(
        "heat",
        bottom + FOOT,
        alternative,
        table=table,
        legend=legend(LEFT, _marks(cells, words)),
        bar=_bar(_errors(cells), scale, words.error, sized=table.sized),
        colour=lambda cell: cividis(_share(cell, scale)),
        rows=some_places(table.rows, 24),
        columns=some_places(table.columns, room),
        left=LEFT,
        top=top,
        bottom=bottom,
        wide=wide,
        high=high,
    )


def _errors(cells: Sequence[Square]) -> list[float]:
    return [
        cell.error for cell in cells if cell.wrong and cell.error is not None and cell.error > 0
    ]


def _scale(cells: Sequence[Square]) -> Scale | None:
    """Return the scale of the errors; None where there is none, or one only."""
    errors = _errors(cells)
    if not errors or max(errors) <= min(errors) * (1 + 1e-9):
        return None
    low, high = min(errors), max(errors)
    powers = high / BY_POWERS > low
    return Scale(low, high, by_powers=powers)


def _share(cell: Square, scale: Scale | None) -> float:
    return 0.5 if scale is None or cell.error is None else scale.share(cell.error)


def _marks(cells: Sequence[Square], words: HeatWords) -> Iterator[tuple[str, str]]:
    """Yield what cells without a colour are; only those that are there."""
    if not all(cell.wrong for cell in cells):
        yield words.right, "right"
    if any(cell.wrong and cell.error is None for cell in cells):
        yield words.not_finite, "not_finite"


def _bar(errors: Sequence[float], scale: Scale | None, name: str, *, sized: bool) -> _Bar | None:
    """Return what the colours mean; None where no cell has one."""
    if not errors:
        return None
    ends = [tick_text(float(f"{end:.2g}")) for end in (min(errors), max(errors))]
    before = f"{name} {ends[0]}" if sized else name
    x = LEFT + 8 + width(before) * TEXT * 0.55
    if scale is None:
        return _Bar(before, [cividis(0.5)], "", x, 14.0)
    return _Bar(before, [cividis(at / 23) for at in range(24)], ends[1], x, 3.5)
