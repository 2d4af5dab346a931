"""Changing a source text at the places of its syntax tree, every other character left as it was."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

Place = tuple[int, int]  # line from 1, column in UTF-8 bytes from 0, as `ast` counts them


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands from `start` up to `end` becomes `text`."""

    start: Place
    end: Place
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source text with its tree."""

    text: str
    tree: ast.Module
    lines: list[bytes] = field(repr=False)

    @staticmethod
    def read(text: str) -> Source:
        """Raises SyntaxError."""
        return Source(text, ast.parse(text), text.encode().split(b"\n"))

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node."""
        return self.between(*span(node))

    def between(self, start: Place, end: Place) -> str:
        """The text from one place to another."""
        (first, column), (last, end_column) = start, end
        if first == last:
            return self.lines[first - 1][column:end_column].decode()
        middle = self.lines[first : last - 1]
        return b"\n".join(
            [self.lines[first - 1][column:], *middle, self.lines[last - 1][:end_column]]
        ).decode()

    def changed(self, edits: tuple[Edit, ...]) -> str:
        """The text after edits that do not overlap."""
        whole = self.text
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            start, end = (self._offset(place) for place in (edit.start, edit.end))
            whole = whole[:start] + edit.text + whole[end:]
        return whole

    def _offset(self, place: Place) -> int:
        line, column = place
        before = sum(len(each.decode()) + 1 for each in self.lines[: line - 1])
        return before + len(self.lines[line - 1][:column].decode())


def span(node: ast.expr | ast.stmt) -> tuple[Place, Place]:
    """Where a node begins and ends."""
    assert node.end_lineno is not None and node.end_col_offset is not None
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def put(node: ast.expr | ast.stmt, text: str) -> Edit:
    """The edit that puts `text` where a node stands."""
    return Edit(*span(node), text)
