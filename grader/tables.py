"""Tables as spreadsheets save them: with commas, semicolons or tabs, in UTF-8 or UTF-16, with a point or a comma
in numbers."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from grader.errors import BadFile

MAX_BYTES = 64 << 20
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SEPARATORS = "\t;,"
_NUMBER = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,12})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its number as a spreadsheet counts it, the header being row 1, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a header."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, needs: tuple[str, ...]) -> Table:
    """The table in a file; its header has at least one of `needs`.  Empty rows are passed over.

    Raises BadFile: no file, no table, not UTF-8 or UTF-16, a row longer than the header, a column twice.
    """
    text = _text(path)
    table = next((found for found in (_records(path, text, by) for by in _separators(text)) if _named(found, needs)), None)
    if table is None:
        wanted = " or ".join(f"`{name}`" for name in needs)
        raise BadFile(path, f"its first row has no column {wanted}; take the table as it was exported", line=1)
    columns = tuple(name.strip() for name in table[0])
    named = [name for name in columns if name]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        raise BadFile(path, f"two columns are called {twice!r}; remove one", line=1)
    rows = []
    for number, cells in enumerate(table[1:], 2):
        if any(cell.strip() for cell in cells[len(columns) :]):
            raise BadFile(path, f"row {number} has more cells than the first row has columns; is a quotation mark missing?")
        if any(cell.strip() for cell in cells):
            rows.append(Row(number=number, cells=dict(zip(columns, (cell.strip() for cell in cells), strict=False))))
    return Table(path=path, columns=columns, rows=tuple(rows))


def number(cell: str) -> Decimal | None:
    """The number of zero or more in a cell, exact, with a decimal point or comma; None when it is none."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    return Decimal(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def moment(text: str) -> datetime | None:
    """The moment in an ISO 8601 text with its zone, or with UTC behind it; None when it is none or has no zone."""
    plain = re.sub(r"\s*UTC$", "+00:00", text.strip())
    plain = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", plain)
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def escaped(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def unescaped(cell: str) -> str:
    """A cell as it was before `escaped`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadFile(path, f"{path.stat().st_size >> 20} MiB are too much for a table; is it the right file?")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadFile(path, "there is no such file; give the table that you saved") from None
    except OSError as error:
        raise BadFile(path, f"it cannot be read ({error.strerror})") from error
    if raw.startswith(b"PK\x03\x04"):
        raise BadFile(path, "this is a workbook; save it as CSV (in Excel: CSV UTF-8)")
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadFile(path, "it is neither UTF-8 nor UTF-16; save it as CSV UTF-8", line=line) from None


def _separators(text: str) -> str:
    """What may part the cells: what Excel's own first line `sep=;` says, else each in turn."""
    said = re.match(r'"?sep=(.)"?\r?\n', text)
    return said.group(1) if said else _SEPARATORS


def _records(path: Path, text: str, separator: str) -> list[list[str]]:
    without_said = re.sub(r'\A"?sep=."?\r?\n', "", text)
    reader = csv.reader(io.StringIO(without_said, newline=""), delimiter=separator, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        line = reader.line_num + (without_said != text)
        if separator != _SEPARATORS[-1] and separator in _SEPARATORS:
            return []  # another separator may do
        raise BadFile(path, f"it is not a table ({error}); is a quotation mark missing?", line=line) from None


def _named(table: list[list[str]], needs: tuple[str, ...]) -> bool:
    return bool(table) and any(cell.strip() in needs for cell in table[0])
