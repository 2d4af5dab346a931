"""A notebook as cells, read with the standard library's json.

Damaged notebooks are common, so nothing is required.

Format: https://nbformat.readthedocs.io/en/latest/format_description.html (version 4; version 3
keeps its cells in worksheets and calls a code cell's source `input`).
"""

import codecs
import json
import re
from enum import StrEnum
from typing import Any

from grader.language import tr, translatable
from grader.nouns import frozen

from .text import decode_text

OPENS = translatable("hand in a copy that opens in Jupyter")
# A whole text in a fence of Markdown.
_FENCED = re.compile(r"\s*```(?:python|py)?[ \t]*\n(?P<code>.*?)\n?```\s*", re.DOTALL)
# What code has at the start of a line and prose has not.
_DEFINES = re.compile(r"^(?:(?:def|class|import)\s|from\s+\S+\s+import\s|\w+\s*=)", re.MULTILINE)


class CellKind(StrEnum):
    """Kinds of cells, in nbformat's words."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


@frozen
class Cell:
    """One cell: its number counted from 1, its kind, its task where metadata says one, its text."""

    number: int
    kind: CellKind
    task: str | None
    text: str

    @property
    def is_code(self) -> bool:
        return self.kind is CellKind.CODE


@frozen
class Notebook:
    """A notebook's cells.

    `problem` is a sentence when it could not be read, wholly or in part; `notes` say what was
    repaired.  `is_empty` says that nothing at all stands in the file.
    """

    name: str
    cells: tuple[Cell, ...]
    problem: str | None = None
    notes: tuple[str, ...] = ()
    is_empty: bool = False


def read_notebook(name: str, content: bytes) -> Notebook:
    """Return the cells of the notebook in `content`.

    Never raises; a cut-off file gives the cells before the cut.
    """
    text, notes = _decode_notebook(name, content)
    if not text.strip("\0 \t\r\n"):
        what = tr("{name} is empty ({size:,} bytes)", name=name, size=len(content))
        return Notebook(name, (), _with_advice(what), notes, is_empty=True)
    try:
        document, ending = _load_document(text)
        raw = _find_raw_cells(document)
    except json.JSONDecodeError as error:
        cells = _rescue_cells(text)
        what = _describe_bad_json(name, error)
        if cells:
            what = tr(
                "{what}; the {number} cells before it were read", what=what, number=len(cells)
            )
        return Notebook(name, _read_cells(cells), _with_advice(what), notes)
    except (RecursionError, ValueError) as error:
        what = tr("{name} is not a notebook: {error}", name=name, error=error)
        return Notebook(name, (), _with_advice(what), notes)
    if ending is not None:
        what = _describe_bad_json(name, ending)
        left_out = tr("{what}; what stands after its end was left out", what=what)
        notes = (*notes, left_out)
    return Notebook(name, _read_cells(raw), None, notes)


def _describe_bad_json(name: str, error: json.JSONDecodeError) -> str:
    return tr(
        "{name}, line {line}: not valid JSON ({error})",
        name=name,
        line=error.lineno,
        error=error.msg,
    )


def _with_advice(what: str) -> str:
    return tr("{what}; {advice}", what=what, advice=tr(OPENS))


def _load_document(text: str) -> tuple[Any, json.JSONDecodeError | None]:
    """Return what a JSON text holds, and the error where more stands after its end."""
    try:
        return json.loads(text), None
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
        return json.JSONDecoder().raw_decode(text.lstrip())[0], error


def _decode_notebook(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text: JSON is UTF-8, but a Windows shell writes UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode_text(name, content)
    for encoding, brace in (("utf-16-le", b"{\0"), ("utf-16-be", b"\0{")):
        if content.startswith(brace):
            return content.decode(encoding, "replace"), (
                tr("{name} was read as UTF-16", name=name),
            )
    return content.decode("utf-8-sig", "replace"), ()


def _find_raw_cells(document: Any) -> list[object]:
    """Return the cells of a notebook's JSON.  Raises ValueError when it has none."""
    if not isinstance(document, dict):
        raise ValueError(tr("it holds a {kind}", kind=type(document).__name__))
    raw = document.get("cells")
    if raw in (None, []) and isinstance(document.get("worksheets"), list):
        raw = [
            cell
            for sheet in document["worksheets"]
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    if not isinstance(raw, list):
        raise ValueError(tr("it has no cells"))
    return raw


def _rescue_cells(text: str) -> list[object]:
    """Return the complete cells of a JSON text that breaks off or has something after its end."""
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


def _read_cells(raw: list[object]) -> tuple[Cell, ...]:
    return tuple(
        cell for number, item in enumerate(raw, 1) if (cell := _read_cell(number, item)) is not None
    )


def _read_cell(number: int, raw: object) -> Cell | None:
    """Return a cell; None when it holds neither code nor text that may be a task's."""
    if not isinstance(raw, dict):
        return None
    text, task, kind = _cell_text(raw), _cell_task(raw), raw.get("cell_type")
    if text is None or kind not in tuple(CellKind) or _is_test(raw):
        return None
    if kind == CellKind.MARKDOWN:
        text = _without_fence(text)
    if kind == CellKind.RAW and task is None and not _DEFINES.search(text):
        return None  # a raw cell is a slip where it was a task's, or holds code
    return Cell(number, CellKind(kind), task, text)


def _without_fence(text: str) -> str:
    """Return code without the fence around all of it; lines keep their numbers."""
    fenced = _FENCED.fullmatch(text)
    return "\n" + fenced["code"] if fenced and _DEFINES.search(fenced["code"]) else text


def _cell_text(raw: dict[str, Any]) -> str | None:
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source.replace("\r\n", "\n").replace("\r", "\n") if isinstance(source, str) else None


def _is_test(raw: dict[str, Any]) -> bool:
    """Return whether a cell holds a teacher's tests, which nbgrader puts there anew: no answer."""
    theirs = _metadata(raw, "nbgrader")
    return bool(theirs.get("grade")) and not theirs.get("solution")


def _metadata(raw: dict[str, Any], key: str) -> dict[str, Any]:
    """Return a table of a cell's metadata; an empty one where there is none."""
    metadata = raw.get("metadata")
    table = metadata.get(key) if isinstance(metadata, dict) else None
    return table if isinstance(table, dict) else {}


def _cell_task(raw: dict[str, Any]) -> str | None:
    """Return the task that the cell's metadata names; None without one.

    In ours, or, of an answer that a person marks, in nbgrader's: an imported task is called as its
    cell was.
    """
    task, theirs = _metadata(raw, "tensorgrade").get("task"), _metadata(raw, "nbgrader")
    by_hand = raw.get("cell_type") == "markdown" or theirs.get("grade")
    if task is None and by_hand:
        name = theirs.get("grade_id") if theirs.get("solution") else None
        task = re.sub(r"\W+", "_", str(name or ""), flags=re.ASCII).strip("_") or None
    return task if isinstance(task, str) else None
