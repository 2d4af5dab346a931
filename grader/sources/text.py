"""A student's Python file as text, whatever the editor made of it."""

from __future__ import annotations

import ast
import codecs
import contextlib
import functools
import io
import tokenize
import warnings

import msgspec

from grader.language import tr
from grader.nouns import frozen

MAX_MARKED = 300  # characters of a line with a mark
_MARKS = (  # a mark of four bytes begins with one of two
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BY_ZEROS: dict[tuple[bool, ...], str] = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
# First bytes, in GB 2312, of marks and of the 3,755 characters that are used most.
_COMMON_LEADS = frozenset((*range(0xA1, 0xA4), *range(0xB0, 0xD8)))


@frozen
class SourceError:
    """Why a source cannot be read as Python: a sentence, the line, and that line with a mark."""

    text: str
    line: int
    marked: str = ""


class Source(msgspec.Struct, frozen=True, dict=True):
    """One Python text: a file, or a cell of a notebook.

    It is parsed when it is first asked what it says: each of a submission's processes needs some of
    its files only.
    """

    name: str
    text: str
    notes: tuple[str, ...] = ()
    only: ast.stmt | None = None

    def part(self, statement: ast.stmt) -> Source:
        """Return this source with one of its statements alone; lines keep their numbers."""
        return Source(self.name, self.text, self.notes, statement)

    @property
    def statements(self) -> list[ast.stmt]:
        """Its statements; none when it is not Python."""
        if self.only is not None:
            return [self.only]
        parsed = self._parsed
        return [] if isinstance(parsed, SourceError) else parsed.body

    @property
    def error(self) -> SourceError | None:
        """Why it is not Python; None when it is."""
        if self.only is not None:
            return None
        parsed = self._parsed
        return parsed if isinstance(parsed, SourceError) else None

    @functools.cached_property
    def _parsed(self) -> ast.Module | SourceError:
        """Return the syntax tree, without a warning and without running anything; never raise."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self.text, self.name)
        except SyntaxError as error:
            shown = (error.text or "").strip()[:200]
            problem = f"{type(error).__name__}: {error.msg}"
            if shown:
                problem = tr("{error} in: {line}", error=problem, line=shown)
            return SourceError(problem, error.lineno or 1, marked_line(error))
        except (ValueError, RecursionError, MemoryError) as error:
            problem = tr("{kind}: it cannot be read as Python", kind=type(error).__name__)
            if str(error):
                problem = tr("{message}: {why}", message=problem, why=error)
            return SourceError(problem, 1)


def marked_line(error: SyntaxError) -> str:
    """Return the line of a syntax error with Python's mark below it; "" where it has no place."""
    line = (error.text or "").split("\n")[0].rstrip()[:MAX_MARKED].expandtabs(1)
    if not line or not error.offset:
        return ""
    cut = len(line) - len(line.lstrip())
    start = min(max(error.offset - 1 - cut, 0), len(line) - cut)
    end = error.end_offset if error.end_lineno == error.lineno else None
    length = 1 if end is None else end - error.offset
    mark = "^" * max(1, min(length, len(line) - cut - start))
    return f"{line[cut:]}\n{' ' * start}{mark}"


def read_source(name: str, content: bytes) -> Source:
    """Return the source in `content`, whatever its encoding."""
    text, notes = decode_text(name, content)
    return Source(name, text, notes)


def decode_text(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, and a note where its encoding had to be guessed.

    In the encoding that it declares, else UTF-8, else GB 18030, else Latin-1.
    """
    wide = _wide_encoding(content)
    if wide is not None:
        return _normalise_lines(content.decode(wide, "replace")), (
            tr(
                "{name} is written in {encoding}; save it as UTF-8",
                name=name,
                encoding=wide[:6].upper(),
            ),
        )
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return _normalise_lines(content.decode(encoding)), ()
    except (SyntaxError, UnicodeError, LookupError):
        pass
    text, note = _guess_text(name, content)
    return _normalise_lines(text), (note,)


def _guess_text(name: str, content: bytes) -> tuple[str, str]:
    """Return the text of a file whose declared encoding is not its own, and a note on it."""
    with contextlib.suppress(UnicodeError):
        return content.decode("utf-8-sig"), tr(
            "{name} is written in UTF-8, though its first lines say otherwise; take the line with"
            " `coding` away, and save it as UTF-8",
            name=name,
        )
    with contextlib.suppress(UnicodeError):
        text = content.decode("gb18030")
        if _is_chinese(text):
            return text, tr(
                "{name} is not written in UTF-8 but read as {encoding}; save it as UTF-8",
                name=name,
                encoding="gb18030",
            )
    return content.decode("latin-1"), tr(
        "{name} is not written in UTF-8; characters may be wrong", name=name
    )


def _is_chinese(text: str) -> bool:
    """Return whether most of what is not ASCII are common characters and marks of Chinese.

    The letters of Western languages in Latin-1 make pairs too, of rare characters or of none.
    """
    leads = [sign.encode("gb2312", "replace")[0] for sign in text if not sign.isascii()]
    return 2 * sum(lead in _COMMON_LEADS for lead in leads) > len(leads)


def _wide_encoding(content: bytes) -> str | None:
    """Return the encoding of a text of two or four bytes a character; None for any other.

    Without a mark at its start it is told by the zeros beside the first letter, which is ASCII.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    return _BY_ZEROS.get(tuple(byte == 0 for byte in content[:4]))


def _normalise_lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
