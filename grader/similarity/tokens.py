"""Python as tokens that do not change with names, comments, layout or order of definitions.

A text that is no Python gives tokens too, and none takes more than linear time.
"""

import builtins
import keyword
import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_TOKENS = 20_000  # of a task's code; what comes later is not compared
_TOKEN = re.compile(
    r"""
    (?P<string>[rRbBuUfF]{0,2}(?:
        \"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z) | '{3}(?:\\.|[^\\])*?(?:'{3}|\Z)
        | "(?:\\.|[^"\\\n])*"? | '(?:\\.|[^'\\\n])*'?
    ))
    | (?P<skip>\#[^\n]*|\\\n|[ \t\f\r]+)
    | (?P<newline>\n)
    | (?P<number>\.?\d(?:[eE][+-]|[\w.])*)
    | (?P<name>\w+)
    | (?P<sign>\*\*=?|//=?|<<=?|>>=?|[=!<>:+\-*/%@&|^]=|->|\S|\s)
    """,
    re.VERBOSE | re.DOTALL,
)
# Names that nobody renames: they belong to the language.
_KEPT = frozenset(keyword.kwlist) | frozenset(dir(builtins))
NAME, STRING = "v", "s"


class Token(NamedTuple):
    """A token with its names taken out, and the line that it stands on, counted from 1."""

    text: str
    line: int


class _Raw(NamedTuple):
    kind: str
    text: str
    line: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text, at most MOST_TOKENS.

    A name is `v` unless it is Python's own or an attribute of something else than `self`; a string
    is `s`.  Imports, docstrings and comments give none: everybody has them.
    """
    text_tokens: list[Token] = []
    for line in _logical_lines(text):
        text_tokens += _normalise(line)
        if len(text_tokens) >= MOST_TOKENS:
            return text_tokens[:MOST_TOKENS]
    return text_tokens


def _logical_lines(text: str) -> Iterator[list[_Raw]]:
    """Yield the tokens of each logical line, but for imports and strings that stand alone."""
    line: list[_Raw] = []
    depth = 0
    for raw in _raw_tokens(text):
        if raw.kind != "newline":
            depth = max(0, depth + (raw.text in "([{") - (raw.text in ")]}"))
            line.append(raw)
        elif not depth and line:
            yield from _filter_line(line)
            line = []
    yield from _filter_line(line)


def _filter_line(line: list[_Raw]) -> Iterator[list[_Raw]]:
    """Yield a logical line that counts: one with code in it that is not everybody's."""
    is_import = bool(line) and line[0].text in ("import", "from")
    if not is_import and any(raw.kind != "string" for raw in line):
        yield line


def _raw_tokens(text: str) -> Iterator[_Raw]:
    number = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "skip":
            yield _Raw(match.lastgroup or "sign", match.group(), number)
        number += match.group().count("\n")


def _normalise(line: list[_Raw]) -> Iterator[Token]:
    before, owner = "", ""
    for raw in line:
        word = raw.text
        if raw.kind == "name":
            is_attribute = before == "." and owner != "self"
            word = word if word in _KEPT or is_attribute else NAME
        elif raw.kind == "string":
            word = STRING
        yield Token(word.lower() if raw.kind == "number" else word, raw.line)
        if raw.text != ".":
            owner = raw.text
        before = raw.text
