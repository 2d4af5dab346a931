"""The lines of a student's around a place."""

import re
from collections.abc import Sequence

from grader.model import Place, SubmittedFile
from grader.nouns import replace
from grader.sources.notebook_cells import read_notebook
from grader.sources.text import decode_text

# Lines before and after the place; after the head of a function, where all of it may be meant.
BEFORE, AFTER, AFTER_HEAD = 3, 3, 10
MAX_LINE = 160  # characters of a line
_CELL = re.compile(r"(?P<file>.+) cell (?P<number>\d{1,6})")


def with_lines(place: Place, files: Sequence[SubmittedFile]) -> Place:
    """Return a place with its line and the neighbours, where the file is there to be read."""
    text = _find_text(place.file, {file.name: file.content for file in files})
    lines = [] if text is None else text.split("\n")
    if not 0 < place.line <= len(lines):
        return place
    is_head = lines[place.line - 1].lstrip().startswith(("def ", "class ", "async def "))
    first = place.line if is_head else max(place.line - BEFORE, 1)
    excerpt = lines[first - 1 : place.line + (AFTER_HEAD if is_head else AFTER)]
    while not excerpt[-1].strip() and len(excerpt) > 1 and first + len(excerpt) - 1 > place.line:
        excerpt.pop()
    shortened_lines = (line[:MAX_LINE].expandtabs(4).rstrip() for line in excerpt)
    return replace(place, first=first, lines=tuple(shortened_lines))


def _find_text(name: str, contents: dict[str, bytes]) -> str | None:
    """Return the text of a file, or of a notebook's cell; None where there is none."""
    if name in contents:
        return decode_text(name, contents[name])[0]
    cell = _CELL.fullmatch(name)
    if cell is None or cell["file"] not in contents:
        return None
    cells = read_notebook(cell["file"], contents[cell["file"]]).cells
    return next((each.text for each in cells if each.number == int(cell["number"])), None)
