"""Changing a source text at the places of its syntax tree, every other character left as it was."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Sequence

from grader.nouns import frozen

Place = tuple[int, int]  # line from 1, column in UTF-8 bytes from 0, as `ast` counts them


@frozen
class Edit:
    """A replacement: what stands from `start` up to `end` becomes `text`."""

    start: Place
    end: Place
    text: str


@frozen
class ParsedText:
    """A source text with its tree; `starts` are the bytes of `content` before each line."""

    text: str
    tree: ast.Module
    content: bytes
    starts: list[int]

    @staticmethod
    def read(text: str) -> ParsedText:
        """Parse a text.  Raise SyntaxError when it is not Python."""
        content = text.encode()
        lengths = (len(line) + 1 for line in content.split(b"\n"))
        starts = list(itertools.accumulate(lengths, initial=0))
        return ParsedText(text, ast.parse(text), content, starts)

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """Return the text of a node."""
        start, end = map(self._offset, span(node))
        return self.content[start:end].decode()

    def with_edits(self, edits: tuple[Edit, ...]) -> str:
        """Return the text after edits that do not overlap."""
        content = self.content
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            start, end = self._offset(edit.start), self._offset(edit.end)
            content = content[:start] + edit.text.encode() + content[end:]
        return content.decode()

    def _offset(self, place: Place) -> int:
        line, column = place
        return self.starts[line - 1] + column


def span(node: ast.expr | ast.stmt) -> tuple[Place, Place]:
    """Return where a node begins and ends."""
    assert node.end_lineno is not None and node.end_col_offset is not None
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def put(node: ast.expr | ast.stmt, text: str) -> Edit:
    """Return the edit that puts `text` where a node stands."""
    return Edit(*span(node), text)


def swap_neighbours(
    source: ParsedText, kind: str, items: Sequence[ast.expr]
) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Yield the changes that swap each item with the one after it."""
    for item, after in itertools.pairwise(items):
        yield kind, (put(item, source.segment(after)), put(after, source.segment(item)))
