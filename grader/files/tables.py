"""Tables as spreadsheets save them.

With commas, semicolons or tabs, in UTF-8 or UTF-16, with a point or a comma in numbers.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.errors import BadFile
from grader.nouns import noun, replace

from .plain_text import clean

MAX_BYTES = 64 << 20
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SAID = re.compile(r'"?sep=(.)"?\r?\n')
# Ideographs, their punctuation, full-width forms.
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef·—“”‘’…]+")
# How a spreadsheet is made to keep the zeros before a number; how it quotes behind a space.
MOST_ABOVE = 5  # lines above a header
_KEPT = re.compile(r"""="([^"]*)"|'(\d+)""")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_NUMBER = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,12})?")


@noun
class Row:
    """A row.

    Its number as a spreadsheet counts it, the header being row 1, and its cells by column.
    """

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell in a column; "" where there is no such column."""
        return self.cells.get(column, "")


@noun
class Table:
    """A table with a header."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, needs: tuple[str, ...], *, anything: bool = False) -> Table:
    """Return the table in a file; its header has at least one of `needs`.

    Empty rows are passed over, and a title above the header: a row with one cell that is not empty.

    With `anything` the header may be another, such as one in the teacher's language; then the cells
    are parted by what gives the first row most of them.

    Raises BadFile: no file, no table, not UTF-8 or UTF-16, a row longer than the header, a column
    twice.
    """
    above, text = _parted_above(_text(path), anything=anything)
    header, *records = _records(path, text, _separator(path, text, needs, anything))
    columns = _columns(path, header)
    rows = (_row(path, number, columns, cells) for number, cells in enumerate(records, above + 2))
    return Table(path=path, columns=columns, rows=tuple(row for row in rows if row.cells))


def _parted_above(text: str, *, anything: bool) -> tuple[int, str]:
    """Return how many lines stand above the header of a table, and the text without them.

    With `anything` a title needs no separators: then a table has more than one column.
    """
    lines = text.splitlines(keepends=True)[: MOST_ABOVE + 1]
    counts = [_cells(line)[1] for line in lines]
    for at, line in enumerate(lines[:-1]):
        below = next(filter(None, counts[at + 1 :]), 0)
        is_title = counts[at] == 1 < below and _may_be_title(line, anything=anything)
        if '"' in line or (counts[at] and not is_title):
            return at, "".join(text.splitlines(keepends=True)[at:])
    return 0, text


def _may_be_title(line: str, *, anything: bool) -> bool:
    return (anything or _cells(line)[0] > 1) and not line.startswith("sep=")


def _cells(line: str) -> tuple[int, int]:
    """Return how many cells a line has, whatever parts them, and how many are not empty."""
    cells = re.split(r"[,;\t]", line.strip("\r\n"))
    return len(cells), sum(bool(cell.strip()) for cell in cells)


def _columns(path: Path, header: list[str]) -> tuple[str, ...]:
    columns = tuple(name.strip() for name in header)
    named = [name for name in columns if name]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        raise BadFile(path, f"two columns are called {twice!r}; remove one", line=1)
    return columns


def _row(path: Path, number: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    """Return a row; an empty one has no cells.  Raises BadFile."""
    plain = [cell.strip() for cell in cells]
    if not any(plain):
        return Row(number=number, cells={})
    if any(plain[len(columns) :]):
        what = "more cells than the first row; is a quotation mark missing, as around a number"
        raise BadFile(path, f"row {number} has {what} such as 2,5?")
    if any(cell for name, cell in zip(columns, plain, strict=False) if not name):
        what = "a cell in a column without a name; name it or empty the cell"
        raise BadFile(path, f"row {number} has {what}")
    return Row(number=number, cells=dict(zip(columns, plain, strict=False)))


def with_kept_zeros(table: Table) -> Table:
    """Return a table of people whose cells `="00123"` and `'00123` are 00123.

    So a spreadsheet is made to keep zeros.
    """
    rows = (
        replace(row, cells={column: _kept_text(cell) for column, cell in row.cells.items()})
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _kept_text(cell: str) -> str:
    quoted = _QUOTED.fullmatch(cell)
    plain = quoted[1].replace('""', '"').strip() if quoted else cell
    kept = _KEPT.fullmatch(plain)
    return plain if kept is None else (kept[1] or kept[2] or "").strip()


def number(cell: str) -> Decimal | None:
    """Return the number of zero or more in a cell, exact, with a decimal point or comma.

    None when it is none.
    """
    plain = unicodedata.normalize("NFKC", cell).strip()
    return Decimal(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def whole_number(text: str, most: int) -> int | None:
    """Return the number from 0 to `most` that digits are; None for anything else, however long."""
    fits = text.isdecimal() and len(text) <= len(str(most))
    return int(text) if fits and int(text) <= most else None


def moment(text: str) -> datetime | None:
    """Return the moment in an ISO 8601 text with its zone, or with UTC behind it.

    None when it is none, has no zone, or is so near an end of the calendar that it is none in
    another zone.
    """
    plain = re.sub(r"\s*UTC$", "+00:00", text.strip())
    plain = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", plain)
    try:
        when = datetime.fromisoformat(plain)
    except ValueError:
        return None
    is_good = when.tzinfo is not None and datetime.min.year < when.year < datetime.max.year
    return when if is_good else None


def csv_text(rows: Iterable[Iterable[str]], *, separator: str = ",") -> str:
    """Return rows of cells as the CSV text that spreadsheets read; a bare CR is quoted too."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def escaped(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def safe_cell(text: str) -> str:
    """Return text of a student's as a cell: no formula, and nothing that a terminal acts on.

    Line ends stay, also bare carriage returns: they stand between quotation marks.
    """
    return escaped("\r".join(clean(part) for part in text.split("\r")))


def unescaped(cell: str) -> str:
    """Return a cell as it was before `escaped`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _text(path: Path) -> str:
    raw = _bytes(path)
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFile(path, "this is a workbook; save it as CSV (in Excel: CSV UTF-8)")
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        chinese = _chinese_text(raw)
        if chinese is not None:
            return chinese
        line = raw[: error.start].count(b"\n") + 1
        raise BadFile(
            path, "it is neither UTF-8 nor UTF-16; save it as CSV UTF-8", line=line
        ) from None


def _bytes(path: Path) -> bytes:
    """Return what is in the file, as far as a table can be so large."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            what = f"{size >> 20} MiB are too much for a table; is it the right file?"
            raise BadFile(path, what)
        return path.read_bytes()
    except FileNotFoundError:
        raise BadFile(path, "there is no such file; give the table that you saved") from None
    except OSError as error:
        raise BadFile(path, f"it cannot be read ({error.strerror})") from error


def _chinese_text(raw: bytes) -> str | None:
    """Return what a Chinese spreadsheet saved in GBK; None for what only seems to be that.

    Any two bytes of western text may be a character there, but a rare one: of a Chinese table most
    are of the 3,755 that GB 2312 has first.
    """
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    letters = [letter for letter in text if not letter.isascii()]
    common = sum(0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1 for code in map(_gbk, letters))
    return text if _CHINESE.fullmatch("".join(letters)) and 2 * common > len(letters) else None


def _gbk(letter: str) -> bytes:
    code = letter.encode("gb18030")
    return code if len(code) == 2 else b"\0\0"


def _separator(path: Path, text: str, needs: tuple[str, ...], anything: bool) -> str:
    """Return what parts the cells.

    What Excel's own first line `sep=;` says, else what makes one of `needs` a column.
    """
    first_line = _SAID.match(text)
    if first_line:
        return first_line[1]
    widths: dict[str, int] = {}
    for separator in "\t;,":
        header = _header(text, separator)
        if header is None:
            continue
        if any(cell.strip() in needs for cell in header):
            return separator
        widths[separator] = len(header)
    if anything and widths:
        return max(widths, key=lambda separator: widths[separator])
    wanted = " or ".join(f"`{name}`" for name in needs)
    raise BadFile(
        path, f"its first row has no column {wanted}; take the table as it was exported", line=1
    )


def _header(text: str, separator: str) -> list[str] | None:
    """Return the first row parted so; None where that makes no table."""
    try:
        return next(_reader(text, separator), [])
    except csv.Error:
        return None


def _records(path: Path, text: str, separator: str) -> list[list[str]]:
    first_line = _SAID.match(text)
    reader = _reader(text[first_line.end() :] if first_line else text, separator)
    try:
        return list(reader) or [[]]
    except csv.Error as error:
        line = reader.line_num + bool(first_line)
        raise BadFile(
            path, f"it is not a table ({error}); is a quotation mark missing?", line=line
        ) from None


def _reader(text: str, separator: str) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
