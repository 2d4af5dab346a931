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
MOST_ABOVE = 5  # lines above a header
# How a spreadsheet is made to keep the zeros before a number; how it quotes behind a space.
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
    lines_above, text = _split_title(_decode_table(path), anything=anything)
    header, *records = _read_records(path, text, _find_separator(path, text, needs, anything))
    columns = _read_columns(path, header)
    rows = (
        _read_row(path, number, columns, cells)
        for number, cells in enumerate(records, lines_above + 2)
    )
    return Table(path=path, columns=columns, rows=tuple(row for row in rows if row.cells))


def _split_title(text: str, *, anything: bool) -> tuple[int, str]:
    """Return how many lines stand above the header of a table, and the text without them.

    With `anything` a title needs no separators: then a table has more than one column.
    """
    lines = text.splitlines(keepends=True)
    counts = [_count_cells(line)[1] for line in lines[: MOST_ABOVE + 1]]
    for at, filled in enumerate(counts[:-1]):
        below = next(filter(None, counts[at + 1 :]), 0)
        is_title = filled == 1 < below and _may_be_title(lines[at], anything=anything)
        if '"' in lines[at] or (filled and not is_title):
            return at, "".join(lines[at:])
    return 0, text


def _may_be_title(line: str, *, anything: bool) -> bool:
    return (anything or _count_cells(line)[0] > 1) and not line.startswith("sep=")


def _count_cells(line: str) -> tuple[int, int]:
    """Return how many cells a line has, whatever parts them, and how many are not empty."""
    cells = re.split(r"[,;\t]", line.strip("\r\n"))
    return len(cells), sum(bool(cell.strip()) for cell in cells)


def _read_columns(path: Path, header: list[str]) -> tuple[str, ...]:
    columns = tuple(name.strip() for name in header)
    names = [name for name in columns if name]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadFile(path, f"two columns are called {twice!r}; remove one", line=1)
    return columns


def _read_row(path: Path, number: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    """Return a row; an empty one has no cells.  Raises BadFile."""
    texts = [cell.strip() for cell in cells]
    if not any(texts):
        return Row(number=number, cells={})
    if any(texts[len(columns) :]):
        sentence = "more cells than the first row; is a quotation mark missing, as around a number"
        raise BadFile(path, f"row {number} has {sentence} such as 2,5?")
    if any(cell for name, cell in zip(columns, texts, strict=False) if not name):
        sentence = "a cell in a column without a name; name it or empty the cell"
        raise BadFile(path, f"row {number} has {sentence}")
    return Row(number=number, cells=dict(zip(columns, texts, strict=False)))


def with_kept_zeros(table: Table) -> Table:
    """Return a table of people whose cells `="00123"` and `'00123` are 00123.

    So a spreadsheet is made to keep zeros.
    """
    rows = (
        replace(row, cells={column: _without_wrapping(cell) for column, cell in row.cells.items()})
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _without_wrapping(cell: str) -> str:
    quoted = _QUOTED.fullmatch(cell)
    text = quoted[1].replace('""', '"').strip() if quoted else cell
    match = _KEPT.fullmatch(text)
    return text if match is None else (match[1] or match[2] or "").strip()


def parse_number(cell: str) -> Decimal | None:
    """Return the number of zero or more in a cell, exact, with a decimal point or comma.

    None when it is none.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def parse_whole_number(text: str, most: int) -> int | None:
    """Return the number from 0 to `most` that digits are; None for anything else, however long."""
    fits = text.isdecimal() and len(text) <= len(str(most))
    return int(text) if fits and int(text) <= most else None


def parse_moment(text: str) -> datetime | None:
    """Return the moment in an ISO 8601 text with its zone, or with UTC behind it.

    None when it is none, has no zone, or is so near an end of the calendar that it is none in
    another zone.
    """
    iso_text = re.sub(r"\s*UTC$", "+00:00", text.strip())
    iso_text = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", iso_text)
    try:
        time = datetime.fromisoformat(iso_text)
    except ValueError:
        return None
    is_good = time.tzinfo is not None and datetime.min.year < time.year < datetime.max.year
    return time if is_good else None


def csv_text(rows: Iterable[Iterable[str]], *, separator: str = ",") -> str:
    """Return rows of cells as the CSV text that spreadsheets read; a bare CR is quoted too."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def escape_formula(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def safe_cell(text: str) -> str:
    """Return text of a student's as a cell: no formula, and nothing that a terminal acts on.

    Line ends stay, also bare carriage returns: they stand between quotation marks.
    """
    return escape_formula("\r".join(clean(part) for part in text.split("\r")))


def unescape_formula(cell: str) -> str:
    """Return a cell as it was before `escape_formula`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _decode_table(path: Path) -> str:
    content = _read_bytes(path)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFile(path, "this is a workbook; save it as CSV (in Excel: CSV UTF-8)")
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        chinese = _decode_chinese(content)
        if chinese is not None:
            return chinese
        line = content[: error.start].count(b"\n") + 1
        raise BadFile(
            path, "it is neither UTF-8 nor UTF-16; save it as CSV UTF-8", line=line
        ) from None


def _read_bytes(path: Path) -> bytes:
    """Return what is in the file, as far as a table can be so large."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            sentence = f"{size >> 20} MiB are too much for a table; is it the right file?"
            raise BadFile(path, sentence)
        return path.read_bytes()
    except FileNotFoundError:
        raise BadFile(path, "there is no such file; give the table that you saved") from None
    except OSError as error:
        raise BadFile(path, f"it cannot be read ({error.strerror})") from error


def _decode_chinese(content: bytes) -> str | None:
    """Return what a Chinese spreadsheet saved in GBK; None for what only seems to be that.

    Any two bytes of western text may be a character there, but a rare one: of a Chinese table most
    are of the 3,755 that GB 2312 has first.
    """
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    letters = [letter for letter in text if not letter.isascii()]
    common = sum(0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1 for code in map(_gbk_code, letters))
    return text if _CHINESE.fullmatch("".join(letters)) and 2 * common > len(letters) else None


def _gbk_code(letter: str) -> bytes:
    code = letter.encode("gb18030")
    return code if len(code) == 2 else b"\0\0"


def _find_separator(path: Path, text: str, needs: tuple[str, ...], anything: bool) -> str:
    """Return what parts the cells.

    What Excel's own first line `sep=;` says, else what makes one of `needs` a column.
    """
    first_line = _SAID.match(text)
    if first_line:
        return first_line[1]
    widths: dict[str, int] = {}
    for separator in "\t;,":
        header = _read_header(text, separator)
        if header is None:
            continue
        if any(cell.strip() in needs for cell in header):
            return separator
        widths[separator] = len(header)
    if anything and widths:
        return max(widths, key=lambda separator: widths[separator])
    choices = " or ".join(f"`{name}`" for name in needs)
    raise BadFile(
        path, f"its first row has no column {choices}; take the table as it was exported", line=1
    )


def _read_header(text: str, separator: str) -> list[str] | None:
    """Return the first row parted so; None where that makes no table."""
    try:
        return next(_csv_reader(text, separator), [])
    except csv.Error:
        return None


def _read_records(path: Path, text: str, separator: str) -> list[list[str]]:
    first_line = _SAID.match(text)
    reader = _csv_reader(text[first_line.end() :] if first_line else text, separator)
    try:
        return list(reader) or [[]]
    except csv.Error as error:
        line = reader.line_num + bool(first_line)
        raise BadFile(
            path, f"it is not a table ({error}); is a quotation mark missing?", line=line
        ) from None


def _csv_reader(text: str, separator: str) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
