"""What of a submission is a task's own code, by its text: of files and of notebooks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from grader.model import SubmittedFile, Task
from grader.nouns import frozen
from grader.sources.notebook_cells import read_notebook
from grader.sources.text import decode_text

# A line at the margin that begins a definition, with the name that it gives.
_DEFINES = re.compile(r"(?:async[ ]+)?(?:def|class)[ ]+(\w+)")
_DECORATES = re.compile(r"@")


@frozen
class CodePart:
    """Some lines of a file or a cell: what it is called, the number of the first, the text."""

    place: str
    first: int
    text: str


def task_texts(
    files: Iterable[SubmittedFile], tasks: Iterable[Task]
) -> dict[str, tuple[CodePart, ...]]:
    """Return the code of each task.

    A definition that a task asks for is that task's, wherever it stands.  What is left is of the
    task that the file or the cell is for, else of the first task that the file has code of.
    """
    wanted_tasks = list(tasks)
    if not wanted_tasks:
        return {}
    texts: defaultdict[str, list[CodePart]] = defaultdict(list)
    for file in files:
        for task, part in _file_parts(file, wanted_tasks):
            texts[task].append(part)
    return {task: tuple(parts) for task, parts in texts.items()}


def _file_parts(file: SubmittedFile, tasks: list[Task]) -> Iterator[tuple[str, CodePart]]:
    """Yield a file's code piece by piece, each with the task that it is of."""
    owners = {name: task.id for task in tasks for name in task.defines}
    pieces = [
        (_owner(names, owners), task, piece)
        for task, part in _python_parts(file, tasks)
        for piece, names in _cut_pieces(part)
    ]
    first = next((owner for owner, _, _ in pieces if owner), tasks[0].id)
    for owner, task, piece in pieces:
        yield owner or task or first, piece


def _owner(names: set[str], owners: Mapping[str, str]) -> str:
    return next((owners[name] for name in sorted(names) if name in owners), "")


def _python_parts(file: SubmittedFile, tasks: list[Task]) -> Iterator[tuple[str | None, CodePart]]:
    """Yield the Python in a file with the task that it is for, where that is known."""
    path = PurePosixPath(file.name)
    kind = path.suffix.lower()
    if kind == ".py":
        text, _ = decode_text(file.name, file.content)
        files = {PurePosixPath(task.file).name: task.id for task in tasks}
        yield files.get(path.name), CodePart(file.name, 1, text)
    elif kind == ".ipynb":
        for cell in read_notebook(file.name, file.content).cells:
            if cell.is_code:
                yield cell.task, CodePart(f"{file.name}, cell {cell.number}", 1, cell.text)


def _cut_pieces(part: CodePart) -> Iterator[tuple[CodePart, set[str]]]:
    """Yield each definition at the margin, and what stands between, with the names defined."""
    lines = part.text.split("\n")
    starts = [0, *(at for at, line in enumerate(lines) if at and _begins(line, lines[at - 1]))]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        chunk = lines[start:end]
        names = {match[1] for match in map(_DEFINES.match, chunk) if match}
        yield CodePart(part.place, part.first + start, "\n".join(chunk)), names


def _begins(line: str, line_before: str) -> bool:
    """Return whether a line begins a definition, or is at the margin again after one."""
    if _DECORATES.match(line_before):
        return False
    if _DEFINES.match(line) or _DECORATES.match(line):
        return True
    return bool(re.match(r"\w", line)) and line_before[:1] in ("", " ", "\t")
