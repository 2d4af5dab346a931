"""A notebook as cells, read with the standard library's json.

Damaged notebooks are common, so nothing is required.

Format: https://nbformat.readthedocs.io/en/latest/format_description.html (version 4; version 3
keeps its cells in worksheets and calls a code cell's source `input`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from grader.sources.text import Source

# Cell magics whose body is Python all the same; the body of any other is for another program.
PYTHON_CELL_MAGICS = frozenset(("time", "timeit", "capture", "prun", "matplotlib"))
_LINE_MAGIC = re.compile(r"^(\s*)(?:[%!?]|\w[\w.]*\?\??\s*$|\.\.\.$)")
_ASSIGNED_MAGIC = re.compile(r"^(\s*[\w, ]+=\s*)[%!].*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its number counted from 1, its task where metadata says one, and its text."""

    number: int
    is_code: bool
    task: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook's cells; `problem` is a sentence when it could not be read, wholly or in part."""

    name: str
    cells: tuple[Cell, ...]
    problem: str | None = None


def read_notebook(name: str, content: bytes) -> Notebook:
    """The cells of the notebook in `content`.

    Never raises; a cut-off file gives the cells before the cut.
    """
    try:
        text = content.decode("utf-8-sig", "replace")
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        cells = _whole_cells(text)
        found = f"; the {len(cells)} cells before it were read" if cells else ""
        return Notebook(
            name, _cells(cells), f"{name}, line {error.lineno}: not valid JSON ({error.msg}){found}"
        )
    except (RecursionError, ValueError) as error:
        return Notebook(name, (), f"{name} is not a notebook: {error}")
    if not isinstance(whole, dict):
        return Notebook(name, (), f"{name} is not a notebook: it holds a {type(whole).__name__}")
    raw = whole.get("cells")
    if raw is None and isinstance(whole.get("worksheets"), list):
        raw = [
            cell
            for sheet in whole["worksheets"]
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    if not isinstance(raw, list):
        return Notebook(name, (), f"{name} is not a notebook: it has no cells")
    return Notebook(name, _cells(raw))


def _whole_cells(text: str) -> list[object]:
    """The complete cells of a JSON text that breaks off or has something after its end."""
    start = re.search(r'"cells"\s*:\s*\[', text)
    if start is None:
        return []
    decoder, at = json.JSONDecoder(), start.end()
    cells: list[object] = []
    while True:
        skipped = re.compile(r"[\s,]*").match(text, at)
        at = skipped.end() if skipped else at
        try:
            cell, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):  # JSONDecodeError is a ValueError
            return cells
        cells.append(cell)


def _cells(raw: list[object]) -> tuple[Cell, ...]:
    return tuple(
        cell for number, item in enumerate(raw, 1) if (cell := _cell(number, item)) is not None
    )


def _cell(number: int, raw: object) -> Cell | None:
    if not isinstance(raw, dict):
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    metadata = raw.get("metadata")
    ours = metadata.get("tensorgrade") if isinstance(metadata, dict) else None
    task = ours.get("task") if isinstance(ours, dict) else None
    kind = raw.get("cell_type")
    if kind not in ("code", "markdown"):
        return None
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    return Cell(number, kind == "code", task if isinstance(task, str) else None, text)


def cell_source(notebook: Notebook, cell: Cell) -> Source:
    """A code cell as Python.

    A cell that is Python already stays as it is; else magics make way.
    """
    name = f"{notebook.name} cell {cell.number}"
    source = Source(name, cell.text)
    if source.error is None:
        return source
    without = without_magics(cell.text)
    return Source(name, without) if without != cell.text else source


def without_magics(text: str) -> str:
    """`text` with IPython's magics replaced by nothing; lines keep their numbers."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    magic = re.match(r"%%(\w+)", lines[first].strip()) if lines else None
    if magic:
        if magic.group(1) not in PYTHON_CELL_MAGICS:
            return "\n" * (len(lines) - 1)
        lines[first] = ""
    return "\n".join(_without_magic(line) for line in lines)


def _without_magic(line: str) -> str:
    assigned = _ASSIGNED_MAGIC.match(line)
    if assigned:
        return f"{assigned.group(1)}None"
    magic = _LINE_MAGIC.match(line)
    if magic:
        return f"{magic.group(1)}pass"
    return line


def written_answer(notebook: Notebook, task: str, heading: str) -> str | None:
    """The markdown of a written task: cells with its metadata, else those under its heading.

    None without any.
    """
    own = [cell.text for cell in notebook.cells if not cell.is_code and cell.task == task]
    if own:
        return "\n\n".join(own)
    wanted = re.compile(
        rf"^(#+)\s.*(?<!\w){re.escape(heading)}(?!\w)", re.IGNORECASE | re.MULTILINE
    )
    found: list[str] = []
    level = 0
    for cell in notebook.cells:
        if cell.is_code:
            continue
        start = wanted.search(cell.text)
        if start:
            level = len(start.group(1))
        elif level and any(
            len(mark) <= level for mark in re.findall(r"^(#+)\s", cell.text, re.MULTILINE)
        ):
            level = 0
        if level:
            found.append(cell.text)
    return "\n\n".join(found) if found else None
