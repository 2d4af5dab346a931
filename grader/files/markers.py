"""Marked regions in a course's source files, with the markers that teachers know from nbgrader.

`### BEGIN SOLUTION` ... `### END SOLUTION` is the student's to write; `### BEGIN HIDDEN TESTS` ...
`### END HIDDEN TESTS` in a check file never leaves the staff.  Source of the markers:
https://nbgrader.readthedocs.io/en/stable/user_guide/creating_and_grading_assignments.html
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from grader.errors import BadFile

SOLUTION = "SOLUTION"
HIDDEN_TESTS = "HIDDEN TESTS"
_WORDS = {SOLUTION: "solution region", HIDDEN_TESTS: "region of hidden tests"}
_MARKER = re.compile(r"^\s*#+\s*(BEGIN|END)\s+(SOLUTION|HIDDEN\s+TESTS)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """Lines `first` to `last` (from 1, markers included) of a file; `indent` is the first marker's."""

    kind: str
    first: int
    last: int
    indent: str


def marked_regions(path: Path, text: str, *, allowed: str) -> list[Marked]:
    """The marked regions of a file, in order.

    Raises BadFile with the line of a marker that is nested, unclosed, unopened, or of another kind
    than `allowed`.
    """
    found: list[Marked] = []
    opened: Marked | None = None
    for number, line in enumerate(text.split("\n"), 1):
        marker = _MARKER.match(line)
        if marker is None:
            continue
        kind = " ".join(marker.group(2).upper().split())
        if kind != allowed:
            raise BadFile(
                path,
                f"there is no {_WORDS[kind]} in this kind of file; {_WHERE[kind]}",
                line=number,
            )
        if marker.group(1).upper() == "BEGIN":
            if opened is not None:
                raise BadFile(
                    path,
                    f"a {_WORDS[kind]} begins inside the one of line {opened.first}; close that"
                    " first",
                    line=number,
                )
            opened = Marked(kind, number, number, line[: len(line) - len(line.lstrip())])
        elif opened is None:
            raise BadFile(path, f"### END {kind} without a ### BEGIN {kind} above it", line=number)
        else:
            found.append(Marked(kind, opened.first, number, opened.indent))
            opened = None
    if opened is not None:
        raise BadFile(
            path,
            f"this {_WORDS[opened.kind]} is never closed; write ### END {opened.kind} below it",
            line=opened.first,
        )
    return found


_WHERE = {
    SOLUTION: "put it into the task's file under solutions/",
    HIDDEN_TESTS: "put it into checks/test_<task>.py under solutions/",
}


def hidden_regions(path: Path, text: str) -> list[Marked]:
    """The regions of hidden tests in a check file; each holds whole functions.  Raises BadFile."""
    regions = marked_regions(path, text, allowed=HIDDEN_TESTS)
    for node in ast.parse(text).body if regions else ():
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        for region in regions:
            inside = region.first < first and (node.end_lineno or first) < region.last
            if not inside and first < region.last and region.first < (node.end_lineno or first):
                raise BadFile(
                    path,
                    "a region of hidden tests holds whole functions; move its markers",
                    line=region.first,
                )
    return regions


def without_hidden(path: Path, text: str) -> str | None:
    """The check file as students get it: without its regions of hidden tests.

    None when it has no such region.

    Raises BadFile.
    """
    regions = hidden_regions(path, text)
    if not regions:
        return None
    lines = text.split("\n")
    for region in reversed(regions):
        del lines[region.first - 1 : region.last]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).rstrip("\n") + "\n"
