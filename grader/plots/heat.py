"""A heat map: how far off each number of a table is."""

import math
from collections.abc import Iterator, Sequence

from grader.nouns import noun
from grader.plots.colours import cividis
from grader.plots.scales import Scale, some_places, tick_text
from grader.plots.svg import TEXT, WIDTH, Alternative, cross, drawing, element, text, tooltip, width

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


def heat_svg(table: Grid, words: HeatWords, alternative: Alternative) -> str:
    """Return the drawing of a table: an empty cell is right, a brighter one is further off."""
    wide = min(MOST_WIDE, (WIDTH - LEFT - RIGHT) / len(table.columns))
    high = max(LEAST_HIGH, min(MOST_HIGH, wide))
    top = 2 * LEGEND + 2.0
    bottom = top + high * len(table.rows)
    scale = _scale([cell for row in table.cells for cell in row])
    parts = [*_legend(table, scale, words)]
    for at, row in enumerate(table.cells):
        for position, cell in enumerate(row):
            parts.append(_cell(cell, LEFT + position * wide, top + at * high, wide, high, scale))
    parts += _names(table, top, bottom, wide, high)
    return drawing(bottom + FOOT, alternative, parts)


def _errors(cells: Sequence[Square]) -> list[float]:
    return [
        cell.error for cell in cells if cell.wrong and cell.error is not None and cell.error > 0
    ]


def _scale(cells: Sequence[Square]) -> Scale | None:
    """Return the scale of the errors; None where there is none, or one only."""
    known = _errors(cells)
    if not known or max(known) <= min(known) * (1 + 1e-9):
        return None
    low, high = min(known), max(known)
    powers = high / BY_POWERS > low
    return Scale(low, high, by_powers=powers)


def _share(cell: Square, scale: Scale | None) -> float:
    return 0.5 if scale is None or cell.error is None else scale.share(cell.error)


def _cell(cell: Square, x: float, y: float, wide: float, high: float, scale: Scale | None) -> str:
    known = cell.wrong and cell.error is not None
    body = element(
        "rect",
        x=x + 0.5,
        y=y + 0.5,
        width=wide - 1,
        height=high - 1,
        fill=cividis(_share(cell, scale)) if known else "none",
        stroke="currentColor",
        stroke_opacity=0.35 if known else 0.25,
    )
    mark = cross(x + wide / 2, y + high / 2) if cell.wrong and not known else ""
    return element("g", tooltip(cell.told), body, mark)


def _box(**place: float) -> str:
    return element("rect", **place, fill="none", stroke="currentColor", stroke_opacity=0.4)


def _legend(table: Grid, scale: Scale | None, words: HeatWords) -> Iterator[str]:
    """Yield what colours mean, in two lines above the cells."""
    cells = [cell for row in table.cells for cell in row]
    marks = []
    if not all(cell.wrong for cell in cells):
        marks.append((_box(x=0.0, y=-7.0, width=14, height=14), words.right))
    if any(cell.wrong and cell.error is None for cell in cells):
        marks.append((cross(7, 0), words.not_finite))
    x = float(LEFT)
    for mark, name in marks:
        yield element("g", mark, transform=f"translate({x:.0f} 10)") + text(x + 20, 14, name)
        x += 40 + width(name) * TEXT * 0.55
    known = _errors(cells)
    if known:
        yield from _bar(known, scale, words.error, sized=table.sized)


def _bar(known: Sequence[float], scale: Scale | None, name: str, *, sized: bool) -> Iterator[str]:
    """Yield the colours of the smallest to the largest error, with their numbers."""
    ends = [tick_text(float(f"{end:.2g}")) for end in (min(known), max(known))]
    before = f"{name} {ends[0]}" if sized else name
    y, steps, wide = float(LEGEND), 24 if scale else 1, 3.5 if scale else 14.0
    yield text(LEFT, y + 12, before)
    x = LEFT + 8 + width(before) * TEXT * 0.55
    for at in range(steps):
        fill = cividis(at / (steps - 1) if scale else 0.5)
        yield element("rect", x=x + at * wide, y=y + 2, width=wide + 0.3, height=13, fill=fill)
    if scale:
        yield text(x + steps * wide + 6, y + 12, ends[1])


def _names(table: Grid, top: float, bottom: float, wide: float, high: float) -> Iterator[str]:
    """Yield the places and names of both axes."""
    middle = high / 2 + TEXT / 2 - 2
    for at in some_places(table.rows, 24):
        yield text(LEFT - 5, top + at * high + middle, str(table.rows[at]), text_anchor="end")
    longest = max(len(str(place)) for place in table.columns)
    room = max(2, math.floor(wide * len(table.columns) / (longest * 7.5 + 6)))
    for at in some_places(table.columns, room):
        x = LEFT + (at + 0.5) * wide
        yield text(x, bottom + 15, str(table.columns[at]), text_anchor="middle")
    end = LEFT + wide * len(table.columns)
    yield text(
        max((LEFT + end) / 2, LEFT + 20), bottom + 30, table.column_name, text_anchor="middle"
    )
    across = (top + bottom) / 2
    yield text(
        12, across, table.row_name, text_anchor="middle", transform=f"rotate(-90 12 {across:.1f})"
    )
