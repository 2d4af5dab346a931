"""Elements of drawings: escaped, short, and told to those who do not see them."""

from __future__ import annotations

import pytest
from support.drawings import read
from support.results import EVIL

from grader.plots.bars import Bar, bars_svg
from grader.plots.heat import Grid, HeatWords, Square, heat_svg
from grader.plots.lines import LineWords, Panel, lines_svg
from grader.plots.svg import Alternative, legend, short_number, width

LINE_WORDS = LineWords(mine=EVIL, theirs=EVIL, axis=EVIL, not_finite=EVIL, beyond=EVIL)
PANEL = Panel(name=EVIL, got=(1.0, None, 1e300), want=(1.0, 2.0, 3.0), wrong=frozenset((1,)))
SQUARES = [Square(wrong=wrong, error=None, told=EVIL) for wrong in (True, False)]
SQUARES.append(Square(wrong=True, error=2.0, told=EVIL))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.0, "1"), (0.125, "0.12"), (-2.5, "-2.5"), (0.0, "0"), (100.0, "100"), (3, "3")],
)
def test_numbers_are_written_short(value: float, shown: str) -> None:
    assert short_number(value) == shown


def drawings(about: Alternative) -> list[str]:
    """One of each kind, with hostile words in every place."""
    grid = Grid(
        cells=[SQUARES], rows=[0], columns=range(3), row_name=EVIL, column_name=EVIL, sized=True
    )
    return [
        bars_svg([Bar(number=2, told=EVIL)], (EVIL, EVIL), EVIL, about),
        lines_svg([PANEL, PANEL], range(3), LINE_WORDS, about),
        heat_svg(grid, HeatWords(right=EVIL, error=EVIL, not_finite=EVIL), about),
    ]


@pytest.mark.parametrize("kind", range(3), ids=["bars", "lines", "heat"])
def test_hostile_words_never_become_markup(kind: int) -> None:
    svg = drawings(Alternative(key="k", title=EVIL, description=EVIL))[kind]
    tags = {each.tag for each in read(svg).iter()}
    shapes = {"g", "path", "circle", "rect", "line"}
    assert tags <= {"svg", "title", "desc", "text", *shapes}
    assert "\x1b" not in svg and "\u202e" not in svg


@pytest.mark.parametrize("kind", range(3), ids=["bars", "lines", "heat"])
def test_a_drawing_names_its_title_and_its_description(kind: int) -> None:
    svg = drawings(Alternative(key="loss", title="Loss", description="It falls."))[kind]
    tree = read(svg)
    named = tree.attrib["aria-labelledby"].split()
    told = {each.attrib["id"]: each.text for each in tree if "id" in each.attrib}
    assert [told[name] for name in named] == ["Loss", "It falls."]


@pytest.mark.parametrize(
    ("words", "columns"), [("loss", 4), ("损失", 4), ("步 2", 4), ("", 0), ("（a）", 5)]
)
def test_chinese_is_twice_as_wide(words: str, columns: int) -> None:
    assert width(words) == columns


def test_marks_of_a_legend_stand_beside_each_other() -> None:
    places = [place for _, _, place in legend(10, [("损失", "mine"), ("yours", "theirs")])]
    assert places[0] == 10 and places[1] > 10 + 23 + width("损失") * 6
