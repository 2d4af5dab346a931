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
    """A source text with its tree."""

    text: str
    tree: ast.Module
    lines: list[bytes]

    @staticmethod
    def read(text: str) -> ParsedText:
        """Parse a text.  Raise SyntaxError when it is not Python."""
        return ParsedText(text, ast.parse(text), text.encode().split(b"\n"))

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """Return the text of a node."""
        return self.text_between(*span(node))

    def text_between(self, start: Place, end: Place) -> str:
        """Return the text from one place to another."""
        (first, column), (last, end_column) = start, end
        if first == last:
            return self.lines[first - 1][column:end_column].decode()
        middle = self.lines[first : last - 1]
        return b"\n".join(
            [self.lines[first - 1][column:], *middle, self.lines[last - 1][:end_column]]
        ).decode()

    def changed(self, edits: tuple[Edit, ...]) -> str:
        """Return the text after edits that do not overlap."""
        text = self.text
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            start, end = (self._offset(place) for place in (edit.start, edit.end))
            text = text[:start] + edit.text + text[end:]
        return text

    def _offset(self, place: Place) -> int:
        line, column = place
        before = sum(len(each.decode()) + 1 for each in self.lines[: line - 1])
        return before + len(self.lines[line - 1][:column].decode())


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
