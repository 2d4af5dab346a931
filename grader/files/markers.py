"""Marked regions in a course's source files, with the markers that teachers know from nbgrader.

`### BEGIN SOLUTION` ... `### END SOLUTION` is the student's to write; `### BEGIN HIDDEN TESTS` ...
`### END HIDDEN TESTS` in a check file never leaves the staff.  Source of the markers:
https://nbgrader.readthedocs.io/en/stable/user_guide/creating_and_grading_assignments.html
"""

import re
from pathlib import Path

from grader.errors import BadFile
from grader.nouns import frozen, replace

from .syntax import first_line_of, parse_python

SOLUTION = "SOLUTION"
HIDDEN_TESTS = "HIDDEN TESTS"
_WORDS = {SOLUTION: "solution region", HIDDEN_TESTS: "region of hidden tests"}
_MARKER = re.compile(
    r"^\s*#+\s*(?P<word>BEGIN|END)\s+(?P<kind>SOLUTION|HIDDEN\s+TESTS)\s*$", re.IGNORECASE
)


_WHERE = {
    SOLUTION: "put it into the task's file under solutions/",
    HIDDEN_TESTS: "put it into checks/test_<task>.py under solutions/",
}


@frozen
class MarkedRegion:
    """Lines `first` to `last` of a file, from 1, with the markers; `indent` is the first's.

    `name` is the function around it, where that is asked for.
    """

    kind: str
    first: int
    last: int
    indent: str
    name: str = ""


def marked_regions(path: Path, text: str, *, allowed: str) -> list[MarkedRegion]:
    """Return the marked regions of a file, in order.

    Raises BadFile with the line of a marker that is nested, unclosed, unopened, or of another kind
    than `allowed`.
    """
    regions: list[MarkedRegion] = []
    open_region: MarkedRegion | None = None
    for number, line in enumerate(text.split("\n"), 1):
        marker = _MARKER.match(line)
        if marker is None:
            continue
        kind = _read_kind(path, number, marker, allowed)
        if marker["word"].upper() == "END":
            if open_region is None:
                sentence = f"### END {kind} without a ### BEGIN {kind} above it"
                raise BadFile(path, sentence, line=number)
            regions.append(replace(open_region, last=number))
            open_region = None
        elif open_region is not None:
            sentence = f"a {_WORDS[kind]} begins inside the one of line {open_region.first}"
            raise BadFile(path, f"{sentence}; close that first", line=number)
        else:
            open_region = MarkedRegion(kind, number, number, line[: len(line) - len(line.lstrip())])
    if open_region is not None:
        sentence = f"this {_WORDS[open_region.kind]} is never closed"
        end = f"write ### END {open_region.kind} below it"
        raise BadFile(path, f"{sentence}; {end}", line=open_region.first)
    return regions


def _read_kind(path: Path, number: int, marker: re.Match[str], allowed: str) -> str:
    kind = " ".join(marker["kind"].upper().split())
    if kind != allowed:
        sentence = f"there is no {_WORDS[kind]} in this kind of file; {_WHERE[kind]}"
        raise BadFile(path, sentence, line=number)
    return kind


def hidden_regions(path: Path, text: str) -> list[MarkedRegion]:
    """Return the regions of hidden tests in a check file; each holds whole functions.

    Raises BadFile.
    """
    regions = marked_regions(path, text, allowed=HIDDEN_TESTS)
    for node in parse_python(path, text).body if regions else ():
        first = first_line_of(node)
        last = node.end_lineno or first
        for region in regions:
            fits_inside = region.first < first and last < region.last
            touches = first < region.last and region.first < last
            if touches and not fits_inside:
                sentence = "a region of hidden tests holds whole functions; move its markers"
                raise BadFile(path, sentence, line=region.first)
    return regions


def without_hidden(path: Path, text: str) -> str | None:
    """Return the check file as students get it: without its regions of hidden tests.

    None when it has no such region.  Raises BadFile.
    """
    regions = hidden_regions(path, text)
    if not regions:
        return None
    lines = text.split("\n")
    for region in reversed(regions):
        del lines[region.first - 1 : region.last]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).rstrip("\n") + "\n"
