"""Figures of matplotlib by their data, where the course allows matplotlib."""

import importlib
from typing import Any

import numpy as np

from grader.language import tr
from grader.model.values import Array
from grader.sandbox.inside.substitutes.standins import real_module

from .objects import NotAVerb

_WORDS = ("title", "xlabel", "ylabel", "xscale", "yscale")


def read_figure(target: Any) -> list[dict[str, Any]]:
    """Return what a figure, or its axes, shows: a dict for each of its axes, in their order."""
    if isinstance(target, np.ndarray | list | tuple):
        return [axes for each in np.ravel(np.asarray(target, object)) for axes in read_figure(each)]
    if hasattr(target, "get_lines"):
        return [_read_axes(target)]
    if hasattr(target, "get_axes"):
        return [_read_axes(each) for each in target.get_axes()]
    figure = getattr(target, "figure", None)  # of a line, of bars
    if figure is not None and hasattr(figure, "get_axes"):
        return read_figure(figure)
    raise TypeError(tr("a {name} is no figure of matplotlib", name=type(target).__name__))


def close_figures() -> None:
    """Close whatever pyplot holds open."""
    _pyplot().close("all")


def take_open_figures() -> list[list[dict[str, Any]]]:
    """Return what each figure shows that pyplot holds open, and close them."""
    pyplot = _pyplot()
    figures = [read_figure(pyplot.figure(number)) for number in pyplot.get_fignums()]
    pyplot.close("all")
    return figures


def _pyplot() -> Any:
    pyplot = importlib.import_module("matplotlib.pyplot")
    if real_module("matplotlib.pyplot") is None:
        raise NotAVerb('this course does not allow matplotlib; say packages = ["matplotlib"]')
    return pyplot


def _read_axes(axes: Any) -> dict[str, Any]:
    """Return texts, scales and the numbers of lines, points, bars and images of some axes."""
    legend = axes.get_legend()
    return {
        **{name: getattr(axes, f"get_{name}")() for name in _WORDS},
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
        "texts": [text.get_text() for text in axes.texts],
        "lines": [_line(line) for line in axes.get_lines()],
        "points": [
            _numbers(each.get_offsets()) for each in _of_class(axes.collections, "PathCollection")
        ],
        "bars": [_bars(each) for each in _of_class(axes.containers, "BarContainer")],
        "images": [_numbers(image.get_array()) for image in axes.get_images()],
    }


def _of_class(items: Any, name: str) -> list[Any]:
    return [each for each in items if type(each).__name__ == name]


def _line(line: Any) -> dict[str, Any]:
    label = str(line.get_label())
    return {
        "label": "" if label.startswith("_") else label,
        "x": _numbers(line.get_xdata(orig=False)),
        "y": _numbers(line.get_ydata(orig=False)),
    }


def _bars(container: Any) -> dict[str, Any]:
    """Return the middles of bars, their sizes and where they begin; lying ones by their widths."""
    lying = container.orientation == "horizontal"
    bars = [
        (bar.get_y() + bar.get_height() / 2, bar.get_width(), bar.get_x())
        if lying
        else (bar.get_x() + bar.get_width() / 2, bar.get_height(), bar.get_y())
        for bar in container.patches
    ]
    middles, sizes, begins = (np.array([bar[at] for bar in bars], float) for at in range(3))
    return {"at": middles, "size": sizes, "from": begins, "lying": lying}


def _numbers(values: Any) -> Array:
    """Return numbers as an array; what is masked is NaN."""
    array: Any = np.ma.asarray(values)
    if array.dtype.kind not in "fiub":
        array = np.ma.asarray(np.asarray(values), dtype=float)
    masked = np.ma.is_masked(array)
    return np.asarray(array.astype(float).filled(np.nan) if masked else array)
