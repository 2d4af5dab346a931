"""A scale of colours whose order is seen without colours too."""

from __future__ import annotations

import pytest

from grader.plots.colours import cividis


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_more_is_lighter_all_along_the_scale() -> None:
    scale = [_lightness(cividis(share / 50)) for share in range(51)]
    assert scale == sorted(scale)
    assert len(set(scale)) == 51


@pytest.mark.parametrize(("beyond", "end"), [(-3.0, 0.0), (1.5, 1.0)])
def test_what_is_beyond_the_scale_has_the_colour_of_its_end(beyond: float, end: float) -> None:
    assert cividis(beyond) == cividis(end)
