"""Answer of a written task, in a notebook."""

import re
from collections.abc import Iterator

from grader.sources.notebook_cells import Cell, CellKind, Notebook

_HEADING = re.compile(r"^(#+)\s", re.MULTILINE)


def find_written_answer(notebook: Notebook, task: str, heading: str) -> str | None:
    """Return the text of a written task: cells with its metadata, else those under its heading.

    None without any.  A labelled cell counts whatever its kind became.
    """
    labelled = [cell.text for cell in notebook.cells if cell.task == task]
    below = labelled or list(_text_below_heading(notebook.cells, heading))
    return "\n\n".join(below) if below else None


def _text_below_heading(cells: tuple[Cell, ...], heading: str) -> Iterator[str]:
    """Yield the Markdown from a heading to the next one that is not deeper."""
    wanted = re.compile(
        rf"^(#+)\s.*(?<!\w){re.escape(heading)}(?!\w)", re.IGNORECASE | re.MULTILINE
    )
    level = 0
    for cell in cells:
        if cell.kind is not CellKind.MARKDOWN:
            continue
        start = wanted.search(cell.text)
        if start:
            level = len(start[1])
        elif any(len(marks) <= level for marks in _HEADING.findall(cell.text)):
            level = 0
        if level:
            yield cell.text
