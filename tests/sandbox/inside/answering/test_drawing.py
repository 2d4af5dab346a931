"""What a figure shows, as the numbers and the words that are in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.sandbox.inside.answering.drawing import close_figures, read_figure, take_open_figures
from grader.sandbox.inside.answering.objects import NotAVerb
from grader.sandbox.inside.substitutes.standins import Guard, StandInModule

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")


@pytest.fixture
def figure() -> Any:
    from matplotlib.figure import Figure

    return Figure()


@pytest.fixture
def pyplot() -> Iterator[Any]:
    import matplotlib.pyplot as pyplot

    yield pyplot
    pyplot.close("all")


def test_words_and_lines_are_told(figure: Any) -> None:
    axes = figure.subplots()
    axes.plot([0, 1], [2.0, 4.0], label="loss")
    axes.plot([0, 1], [1.0, 1.0])
    axes.set(title="T", xlabel="epoch", ylabel="loss", yscale="log")
    axes.legend()
    (shown,) = read_figure(figure)
    words = [shown[name] for name in ("title", "xlabel", "ylabel", "xscale", "yscale", "legend")]
    assert words == ["T", "epoch", "loss", "linear", "log", ["loss"]]
    assert [line["label"] for line in shown["lines"]] == ["loss", ""]
    assert shown["lines"][0]["y"].tolist() == [2.0, 4.0]


def test_standing_and_lying_bars_are_told_alike(figure: Any) -> None:
    standing, lying = figure.subplots(1, 2)
    standing.bar([1, 2], [3.0, 5.0], bottom=[0.0, 1.0])
    lying.barh([1, 2], [3.0, 5.0], left=[0.0, 1.0])
    first, second = (shown["bars"][0] for shown in read_figure(figure))
    assert (first["lying"], second["lying"]) == (False, True)
    for name, numbers in {"at": [1, 2], "size": [3, 5], "from": [0, 1]}.items():
        assert np.allclose(first[name], numbers) and np.allclose(second[name], numbers)


def test_points_and_images_are_numbers_and_what_is_masked_is_none(figure: Any) -> None:
    axes = figure.subplots()
    axes.scatter([1, 2], [3, 4])
    axes.imshow(np.ma.masked_less(np.array([[1.0, 2.0]]), 1.5))
    (shown,) = read_figure(axes)
    assert shown["points"][0].tolist() == [[1.0, 3.0], [2.0, 4.0]]
    assert np.isnan(shown["images"][0][0, 0]) and shown["images"][0][0, 1] == 2.0


def test_an_array_of_axes_and_what_stands_in_a_figure_lead_to_its_axes(figure: Any) -> None:
    axes = figure.subplots(2, 2)
    (line,) = axes[1, 1].plot([0], [9.0])
    assert len(read_figure(axes)) == 4
    assert read_figure(line)[3]["lines"][0]["y"].tolist() == [9.0]


@pytest.mark.parametrize("value", [3, "figure", None])
def test_what_is_no_figure_is_told(value: Any) -> None:
    with pytest.raises(TypeError, match="is no figure of matplotlib"):
        read_figure(value)


def test_what_pyplot_holds_open_is_told_once_and_closed(pyplot: Any) -> None:
    pyplot.plot([1.0])
    close_figures()
    pyplot.figure()
    pyplot.title("first")
    pyplot.figure()
    pyplot.title("second")
    assert [axes["title"] for (axes,) in take_open_figures()] == ["first", "second"]
    assert take_open_figures() == [] and pyplot.get_fignums() == []


def test_a_course_without_matplotlib_is_told_to_allow_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = StandInModule("matplotlib.pyplot", Guard())
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", stand_in)
    with pytest.raises(NotAVerb, match="packages"):
        take_open_figures()
