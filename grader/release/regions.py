"""Marked regions in a reference file: what stands between the markers becomes the student's to write."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from grader.errors import BadFile

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
_MARKER = re.compile(r"^\s*#+\s*(BEGIN|END)\s+SOLUTION\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines `first` to `last` (from 1, markers included) of a file, inside the function `name`."""

    first: int
    last: int
    indent: str
    name: str


def stub_text(path: Path, text: str) -> str:
    """The stub of a reference file: each region replaced by `raise NotImplementedError("… is not written yet")`.

    Raises BadFile with the line of a marker that is nested, unclosed, or outside of a function.
    """
    lines = text.split("\n")
    for region in reversed(find_regions(path, text)):
        raised = f'{region.indent}raise NotImplementedError("{region.name} is not written yet")'
        lines[region.first - 1 : region.last] = [raised]
    return "\n".join(lines)


def find_regions(path: Path, text: str) -> list[Region]:
    """The marked regions of a file, in order.  Raises BadFile."""
    functions = _functions(path, text)
    regions: list[Region] = []
    opened: tuple[int, str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        marker = _MARKER.match(line)
        if marker is None:
            continue
        if marker.group(1).upper() == "BEGIN":
            if opened is not None:
                raise BadFile(
                    path, f"a solution region begins inside the one of line {opened[0]}; close that first", line=number
                )
            opened = (number, line[: len(line) - len(line.lstrip())])
        elif opened is None:
            raise BadFile(path, f"{END} without a {BEGIN} above it", line=number)
        else:
            regions.append(Region(opened[0], number, opened[1], _name(path, functions, opened[0], number)))
            opened = None
    if opened is not None:
        raise BadFile(path, f"this solution region is never closed; write {END} below it", line=opened[0])
    return regions


def _functions(path: Path, text: str) -> list[tuple[int, int, str]]:
    """(first line, last line, name) of every function, methods with their class's name."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise BadFile(path, f"it is not valid Python: {error.msg}", line=error.lineno) from None
    found: list[tuple[int, int, str]] = []

    def visit(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                visit(child, f"{prefix}{child.name}.")
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append((child.lineno, child.end_lineno or child.lineno, prefix + child.name))

    visit(tree, "")
    return found


def _name(path: Path, functions: list[tuple[int, int, str]], first: int, last: int) -> str:
    """The function around a region; a comment after its last statement counts as part of it."""
    around = [name for start, end, name in functions if start < first and first <= end + 1 and last <= end + 2]
    if not around:
        raise BadFile(path, "a solution region must stand inside one function", line=first)
    return around[-1]


def functions_named(path: Path, text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """First and last lines of the bodies of functions, and of the methods of classes, that have one of these names."""
    return [(first + 1, last) for first, last, name in _functions(path, text) if name.partition(".")[0] in names]
