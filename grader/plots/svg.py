"""Drawings as SVG, from the templates in `templates/drawings`, which escape everything in them."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grader.files.plain_text import line
from grader.files.templates import page_environment, shipped_templates_folder
from grader.nouns import noun

from .colours import MINE, THEIRS
from .scales import tick_text

if TYPE_CHECKING:
    import jinja2

WIDTH = 340  # units of a drawing's width: a phone shows it as it is, so that texts stay readable
TEXT = 12  # the height of its texts


@noun
class Alternative:
    """What a drawing says to those who do not see it.

    `key` tells the drawing from the others of its page.
    """

    key: str
    title: str
    description: str


def drawing(template: str, height: float, alternative: Alternative, **parts: object) -> str:
    """Return a whole drawing of that height, its parts put into a template."""
    return (
        _templates()
        .get_template(f"drawings/{template}.svg")
        .render(height=height, about=alternative, width=WIDTH, mine=MINE, theirs=THEIRS, **parts)
    )


def legend(start: float, marks: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """Yield names, each with the kind of its mark and its place: beside each other."""
    for name, kind in marks:
        yield name, kind, start
        start += 34 + width(name) * TEXT * 0.52


def width(words: str) -> int:
    """Return how wide a text is, in characters; those of Chinese are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in words)


def short_number(number: float) -> str:
    """Return a number with two digits at most behind the point."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


@functools.cache
def _templates() -> jinja2.Environment:
    environment = page_environment([shipped_templates_folder()])
    environment.filters.update(line=line, short=short_number, tick=tick_text)
    return environment
