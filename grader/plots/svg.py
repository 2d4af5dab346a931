"""Elements of SVG as text, with everything in them escaped."""

import unicodedata
from collections.abc import Iterable
from html import escape

from grader.files.plain_text import line
from grader.nouns import noun
from grader.plots.colours import MINE

WIDTH = 340  # units of a drawing's width: a phone shows it as it is, so that texts stay readable
TEXT = 12


@noun
class Alternative:
    """What a drawing says to those who do not see it.

    `key` tells the drawing from the others of its page.
    """

    key: str
    title: str
    description: str


def element(name: str, *children: str, **attributes: object) -> str:
    """Return an element; `_` in an attribute's name stands for `-`, children are SVG already."""
    given = "".join(
        f' {key.strip("_").replace("_", "-")}="{_written(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


def text(x: float, y: float, words: str, **attributes: object) -> str:
    """Return a text at a place."""
    return element(
        "text", escape(line(words)), x=x, y=y, font_size=TEXT, fill="currentColor", **attributes
    )


def width(words: str) -> int:
    """Return how wide a text is, in characters; those of Chinese are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in words)


def cross(x: float, y: float) -> str:
    """Return the mark of a number that could not be drawn."""
    path = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8"
    return element("path", d=path, fill="none", stroke_width=2, stroke=MINE)


def tooltip(words: str) -> str:
    """Return what a browser shows beside the mouse."""
    return element("title", escape(line(words)))


def drawing(height: float, alternative: Alternative, parts: Iterable[str]) -> str:
    """Return a whole drawing of that height."""
    titled = f"{alternative.key}-title", f"{alternative.key}-text"
    return element(
        "svg",
        element("title", escape(line(alternative.title)), id=titled[0]),
        element("desc", escape(line(alternative.description)), id=titled[1]),
        *parts,
        viewBox=f"0 0 {WIDTH} {_written(height)}",
        role="img",
        aria_labelledby=" ".join(titled),
        font_family="system-ui, sans-serif",
        width="100%",
    )


def _written(value: object) -> str:
    """Return an attribute's value: a number with two digits at most, a text escaped."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return escape(str(value))
