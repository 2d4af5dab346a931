"""One notebook of an assignment: the handout, one cell per task, and a cell that runs the checks.

Format: nbformat 4.5, https://nbformat.readthedocs.io/en/latest/format_description.html.  Cell ids
are made from what stands in a cell, never at random, so that a release is the same bytes whenever
it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.files.writing import numbered_names
from grader.language import tr
from grader.model import Assignment, Task

MINOR = 5
LONGEST_ID = 60  # the format allows 64 characters
CHECK_CELL = "{comments}\nimport grader\n\ngrader.check()"
INSTALL_CELL = "{comments}\n%{install}"
# Where a task's cell stands, whatever the heading above it says.
TASK_MARK = re.compile(r"<!-- task: (\w+) -->")
_FENCE = re.compile(r"^\s*(```|~~~)")


def release_notebook(
    assignment: Assignment, handout: str, files: dict[str, str], install: str | None = None
) -> str:
    """Return the notebook's text.

    `files` are the students' task files by name; `install` is the command of its first cell, which
    installs tensorgrade where it is missing.

    A task's cells come after the handout's section whose heading names it; tasks that no heading
    names come last.
    """
    cells = _Cells()
    if install:
        comment = tr("Run this cell once where tensorgrade is not installed, as on Colab.")
        cells.add_code("install", INSTALL_CELL.format(comments=f"# {comment}", install=install))
    for task in _add_handout(cells, assignment.tasks, handout, files):
        cells.add_markdown(f"heading-{task.id}", f"## {task.id}: {task.title}")
        _add_task(cells, task, files[task.file])
    heading = tr("Check your work")
    cells.add_markdown("heading-check", f"## {heading}")
    comments = "\n".join(
        (
            "# " + tr("Checks the cells as you ran them, saved or not."),
            "# " + tr("In a terminal, `grade check` reads the saved file."),
        )
    )
    cells.add_code("check", CHECK_CELL.format(comments=comments))
    return _notebook_text(cells.made, assignment.id)


def _add_handout(
    cells: _Cells, tasks: Iterable[Task], handout: str, files: dict[str, str]
) -> list[Task]:
    """Add the handout, each task after the section that names it; return the tasks left over."""
    marked_ids = set(TASK_MARK.findall(handout))
    tasks_left = list(tasks)
    for section in cut_sections(handout):
        if mark := TASK_MARK.fullmatch(section):
            task = next((each for each in tasks_left if each.id == mark[1]), None)
        else:
            cells.add_markdown(f"handout-{_slug(section)}", section)
            unmarked = [each for each in tasks_left if each.id not in marked_ids]
            task = _find_task(section.split("\n", 1)[0], unmarked)
        if task is not None:
            tasks_left.remove(task)
            _add_task(cells, task, files[task.file])
    return tasks_left


def _notebook_text(cells: list[NotebookNode], assignment: str) -> str:
    """Return a notebook of these cells as its file's text."""
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "tensorgrade": {"assignment": assignment, "format": 1},
    }
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    notebook.nbformat_minor = MINOR
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)
    return text + "\n"


def cut_sections(text: str) -> list[str]:
    """Cut a Markdown text into pieces, each but the first beginning with a heading `## `.

    Code blocks stay whole.
    """
    pieces: list[list[str]] = [[]]
    fenced = False
    for line in text.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        is_mark = bool(TASK_MARK.fullmatch(line)) and not fenced
        if is_mark or (line.startswith("## ") and not fenced):
            pieces.append([])
        pieces[-1].append(line)
        if is_mark:
            pieces.append([])
    return [section for piece in pieces if (section := "\n".join(piece).strip("\n"))]


class _Cells:
    """Cells as they are made, each with an id of its own."""

    def __init__(self) -> None:
        self.made: list[NotebookNode] = []
        self._ids: set[str] = set()

    def add_markdown(self, name: str, text: str, task: str | None = None) -> None:
        self._add(new_markdown_cell(text), name, task)

    def add_code(self, name: str, text: str, task: str | None = None) -> None:
        self._add(new_code_cell(text), name, task)

    def _add(self, cell: NotebookNode, name: str, task: str | None) -> None:
        cell.id = next(free for free in numbered_names(name[:LONGEST_ID]) if free not in self._ids)
        self._ids.add(cell.id)
        if task is not None:
            cell.metadata["tensorgrade"] = {"task": task}
        self.made.append(cell)


def _add_task(cells: _Cells, task: Task, text: str) -> None:
    if not task.by_hand:
        cells.add_code(f"task-{task.id}", text.strip("\n"), task.id)
        return
    for section in cut_sections(text):
        cells.add_markdown(f"task-{task.id}", section, task.id)


def _find_task(heading: str, tasks: list[Task]) -> Task | None:
    """Return the task that a heading names: whose id or own heading stands in it first."""
    if not heading.startswith("#"):
        return None
    places = []
    for task in tasks:
        for name in (task.id, task.heading):
            at = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", heading)
            if at is not None:
                places.append((at.start(), task))
                break
    return min(places, key=lambda item: item[0])[1] if places else None


def _slug(section: str) -> str:
    """Return a section's first line as an id, of letters, digits, hyphens and underscores."""
    return re.sub(r"[^a-z0-9_]+", "-", section.split("\n", 1)[0].lower()).strip("-") or "text"
