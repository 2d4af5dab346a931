"""A histogram: what is counted, and its drawing."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.plots.bars import Bar, bars_svg, count_shares
from grader.plots.svg import Alternative

ABOUT = Alternative(key="x", title="Points <all>", description="two & three")


@pytest.mark.parametrize(
    ("shares", "numbers"),
    [
        ([], [0, 0, 0, 0]),
        ([0.0, 0.24, 0.25, 0.5, 1.0], [2, 1, 1, 1]),
        ([1.2, -0.1], [1, 0, 0, 1]),
        ([0.75, 0.1 + 0.2 + 0.45], [0, 0, 0, 2]),
    ],
    ids=["nobody", "borders belong above", "beyond the ends", "as floats are"],
)
def test_shares_fall_into_equal_parts(shares: list[float], numbers: list[int]) -> None:
    assert count_shares(shares, 4) == numbers


@given(st.lists(st.floats(0, 1)), st.integers(1, 20))
def test_nobody_is_lost(shares: list[float], bars: int) -> None:
    assert sum(count_shares(shares, bars)) == len(shares)


def test_a_bar_is_as_high_as_its_number_and_none_has_no_bar() -> None:
    bars = [Bar(number=number, told=f"{number} <here>") for number in (4, 0, 2)]
    drawn = ET.fromstring(bars_svg(bars, ("0 %", "100 %"), "share", ABOUT))
    heights = [float(each.attrib["height"]) for each in drawn.iter("rect")]
    assert heights == [100.0, 50.0]
    texts = ["".join(each.itertext()) for each in drawn.iter()]
    assert "4 <here>" in texts and "Points <all>" in texts


def test_bars_of_nobody_are_an_empty_drawing() -> None:
    drawn = ET.fromstring(bars_svg([Bar(number=0, told="")], ("a", "b"), "share", ABOUT))
    assert not list(drawn.iter("rect"))
