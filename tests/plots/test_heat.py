"""Heat maps: an empty cell is right, a cross is no number, a colour says how far off."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from support.drawings import read, texts, tooltips

from grader.plots.colours import cividis
from grader.plots.heat import Grid, HeatWords, Square, heat_svg
from grader.plots.svg import Alternative

WORDS = HeatWords(right="right", error="error", not_finite="not finite")
ABOUT = Alternative(key="k", title="T", description="D")


def svg(*errors: float | None, sized: bool = True) -> str:
    """One row of cells: wrong by so much, right for 0."""
    cells = [
        Square(wrong=error != 0, error=error, told=f"<{at}>") for at, error in enumerate(errors)
    ]
    grid = Grid(
        cells=[cells],
        rows=[0],
        columns=range(len(errors)),
        row_name="unit",
        column_name="step",
        sized=sized,
    )
    return heat_svg(grid, WORDS, ABOUT)


def fills(drawn: str) -> list[str]:
    """The colours of the cells."""
    cells = [group for group in read(drawn).iter("g") if group.find("title") is not None]
    return [rect.attrib["fill"] for cell in cells for rect in cell.iter("rect")]


def test_right_cells_are_empty_and_the_worst_is_brightest() -> None:
    assert fills(svg(0, 0.5, 0.1, 1.0)) == ["none", cividis(4 / 9), cividis(0), cividis(1)]


def test_errors_of_many_sizes_are_told_apart_by_powers_of_ten() -> None:
    assert fills(svg(1e-6, 1e-3, 1.0)) == [cividis(0), cividis(0.5), cividis(1)]


def test_what_is_no_number_has_a_cross_and_a_word() -> None:
    drawn = svg(0, None, 1.0)
    assert fills(drawn)[1] == "none" and "not finite" in texts(drawn)
    assert "not finite" not in texts(svg(0, 1.0))


def test_the_legend_names_what_is_there_only() -> None:
    assert texts(svg(1.0, 2.0))[:2] == ["error 1", "2"]
    assert texts(svg(0, 2.0))[:2] == ["right", "error 2"]
    assert texts(svg(0, 1.0, sized=False))[:2] == ["right", "error"]


def test_each_cell_says_what_it_is() -> None:
    assert tooltips(svg(0, 1.0)) == ["<0>", "<1>"]


def test_the_scale_grows_brighter_all_the_way() -> None:
    colours = [cividis(at / 20) for at in range(21)]
    light = [
        sum(int(each[at : at + 2], 16) * w for at, w in ((1, 3), (3, 6), (5, 1)))
        for each in colours
    ]
    assert all(one < other for one, other in pairwise(light))
    assert cividis(-1) == colours[0] and cividis(2) == colours[-1]


@given(st.lists(st.one_of(st.none(), st.floats(0, 1.7e308)), min_size=1, max_size=6))
def test_whatever_the_errors_are_the_drawing_is_whole(errors: list[float | None]) -> None:
    assert read(svg(*errors)) is not None
