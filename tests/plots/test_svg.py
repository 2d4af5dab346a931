"""Elements of drawings: escaped, short, and told to those who do not see them."""

from __future__ import annotations

import pytest
from support.drawings import read
from support.results import EVIL

from grader.plots.svg import Alternative, drawing, element, text, width


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.0, "1"), (0.125, "0.12"), (-2.5, "-2.5"), (0.0, "0"), (100.0, "100"), (3, "3")],
)
def test_numbers_are_written_short(value: float, shown: str) -> None:
    assert element("rect", x=value) == f'<rect x="{shown}"/>'


def test_an_attribute_that_is_none_is_left_out_and_underlines_are_dashes() -> None:
    assert element("a", "<b/>", class_="x", font_size=3, id=None) == (
        '<a class="x" font-size="3"><b/></a>'
    )


def test_hostile_words_never_become_markup() -> None:
    about = Alternative(key="k", title=EVIL, description=EVIL)
    svg = drawing(10, about, [text(0, 0, EVIL), element("g", x=EVIL.encode("utf-8", "replace"))])
    tree = read(svg)
    assert {each.tag for each in tree.iter()} == {"svg", "title", "desc", "text", "g"}
    assert "\x1b" not in svg and "\u202e" not in svg


def test_a_drawing_names_its_title_and_its_description() -> None:
    svg = drawing(10, Alternative(key="loss", title="Loss", description="It falls."), [])
    tree = read(svg)
    named = tree.attrib["aria-labelledby"].split()
    told = {each.attrib["id"]: each.text for each in tree}
    assert [told[name] for name in named] == ["Loss", "It falls."]


@pytest.mark.parametrize(
    ("words", "columns"), [("loss", 4), ("损失", 4), ("步 2", 4), ("", 0), ("（a）", 5)]
)
def test_chinese_is_twice_as_wide(words: str, columns: int) -> None:
    assert width(words) == columns
