"""Notebooks as teachers write them, for nbgrader and for Otter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from grader.importing.building import Building
from grader.importing.cells import Import

HALF = "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION"


def cell(kind: str, text: str, **more: Any) -> dict[str, Any]:
    """A cell; a code cell was run and has the outputs that are given."""
    outputs = {"outputs": more.pop("outputs", []), "execution_count": 1} if kind == "code" else {}
    metadata = more.pop("metadata", {})
    return {"cell_type": kind, "metadata": metadata, "source": text, **outputs, **more}


def graded(text: str, name: str, points: float | None = None, *, schema: int = 3) -> dict[str, Any]:
    """A cell of nbgrader's: a test where it has points, else an answer."""
    said = {"grade": points is not None, "solution": points is None, "grade_id": name}
    said |= {"schema_version": schema, "locked": False}
    return cell("code", text, metadata={"nbgrader": said | ({"points": points} if points else {})})


def saved(folder: Path, *cells: dict[str, Any]) -> Path:
    """A notebook of these cells, `week.ipynb`."""
    path = folder / "week.ipynb"
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    path.write_text(json.dumps(content))
    return path


def question(
    name: str, *tests: dict[str, Any], answer: str = "", head: str = ""
) -> list[dict[str, Any]]:
    """The cells of a question of Otter's."""
    solution = [
        cell("raw", "# BEGIN SOLUTION"),
        cell("code", answer),
        cell("raw", "# END SOLUTION"),
    ]
    return [
        cell("raw", f"# BEGIN QUESTION\nname: {name}\n{head}"),
        *(solution if answer else []),
        cell("raw", "# BEGIN TESTS"),
        *tests,
        cell("raw", "# END TESTS"),
        cell("raw", "# END QUESTION"),
    ]


def changed(path: Path, folder: Path, at: int, **more: Any) -> Path:
    """A copy of a notebook with one cell changed; a cell's number is from 1."""
    notebook = json.loads(path.read_text())
    notebook["cells"][at - 1].update(more)
    copy = folder / path.name
    copy.write_text(json.dumps(notebook))
    return copy


def built(found: Import) -> tuple[dict[str, Any], Building]:
    """The files that are made of a notebook, and what made them."""
    building = Building(found, "week", "week.ipynb")
    return building.build(), building


def value(shown: str) -> list[dict[str, Any]]:
    """The output of a cell that showed a value."""
    return [
        {
            "output_type": "execute_result",
            "metadata": {},
            "execution_count": 1,
            "data": {"text/plain": shown},
        }
    ]


def printed(text: str) -> list[dict[str, Any]]:
    """The output of a cell that printed."""
    return [{"output_type": "stream", "name": "stdout", "text": text}]
