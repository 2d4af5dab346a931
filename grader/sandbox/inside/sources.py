"""A student's Python file as text, whatever the editor made of it."""

from __future__ import annotations

import ast
import codecs
import io
import tokenize
import warnings
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceError:
    """Why a source cannot be read as Python: a sentence and the line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """One Python text: a file, or a cell of a notebook.  `tree` is None when `error` is not."""

    name: str
    text: str
    tree: ast.Module | None
    error: SourceError | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def statements(self) -> list[ast.stmt]:
        return self.tree.body if self.tree else []


def read_source(name: str, content: bytes) -> Source:
    """The source in `content`.  Never raises: what cannot be read has an `error`."""
    text, notes = decode_text(name, content)
    return parse_source(name, text, notes)


def parse_source(name: str, text: str, notes: tuple[str, ...] = ()) -> Source:
    """The source with that text, parsed without a warning and without running anything."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, name)
    except SyntaxError as error:
        line = error.lineno or 1
        shown = (error.text or "").strip()[:200]
        problem = f"{type(error).__name__}: {error.msg}" + (f" in: {shown}" if shown else "")
        return Source(name, text, None, SourceError(problem, line), notes)
    except (ValueError, RecursionError, MemoryError) as error:
        problem = f"{type(error).__name__}: it cannot be read as Python" + (f": {error}" if str(error) else "")
        return Source(name, text, None, SourceError(problem, 1), notes)
    return Source(name, text, tree, None, notes)


def decode_text(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Text of a file in the encoding it declares, else UTF-8, else GB 18030, else Latin-1 (with a note)."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _lines(content.decode("utf-16", "replace")), (f"{name} is written in UTF-16; save it as UTF-8",)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return _lines(content.decode(encoding)), ()
    except (SyntaxError, UnicodeError, LookupError):
        pass
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        return _lines(text), (f"{name} is not written in UTF-8 but read as {encoding}; save it as UTF-8",)
    return _lines(content.decode("latin-1")), (f"{name} is not written in UTF-8; characters may be wrong",)


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
