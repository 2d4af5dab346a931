"""Bringing a stub back: the student's file is kept beside it under a name that nothing reads."""

import json
from pathlib import Path
from typing import Any

from grader.errors import CalledWrongly
from grader.files.writing import numbered_names, write_whole
from grader.language import tr, translatable
from grader.model import Assignment, Task
from grader.nouns import frozen

# Where a release keeps its stubs: {file name: text}.
STUBS_FILE = "checks/stubs.json"
KEPT = ".before-reset"
CANNOT_KEEP = translatable("make the folder writable")


@frozen
class Reset:
    """A file that has a stub again, and where what it was before is kept."""

    name: str
    kept: str


def stubs_text(assignment: Assignment, files: dict[str, bytes]) -> bytes:
    """Return `checks/stubs.json`: the stubs among the `files` of a release."""
    stubs = {task.file: files[task.file].decode() for task in assignment.tasks}
    return (json.dumps(stubs, indent=1, ensure_ascii=False) + "\n").encode()


def reset_task(assignment: Assignment, folder: Path, task: Task) -> list[Reset]:
    """Bring a task's stub back in the folder with the work; return what was changed.

    The task's file and its cell in the notebook, where they are not as they were handed out.
    Raises CalledWrongly when there is no stub to bring back, and CannotWrite.
    """
    stub = _read_stub(assignment, folder, task)
    resets = []
    path = folder / task.file
    if not path.exists() or _read_text(path) != stub:
        resets.append(_replace(path, stub.encode()))
    notebook = folder / assignment.notebook
    if notebook.is_file():
        content = _with_cell_reset(notebook, task, stub)
        if content is not None:
            resets.append(_replace(notebook, content))
    return resets


def _read_stub(assignment: Assignment, folder: Path, task: Task) -> str:
    """Return the task's file as it was handed out.  Raises CalledWrongly."""
    stubs_file = assignment.folder / STUBS_FILE
    if stubs_file.is_file():
        try:
            return str(json.loads(stubs_file.read_text(encoding="utf-8"))[task.file])
        except (ValueError, KeyError) as error:
            raise CalledWrongly(
                tr(
                    "{file} is damaged; take it again from what you were given, your work stays as"
                    " it is",
                    file=STUBS_FILE,
                )
            ) from error
    handed_out = assignment.folder / task.file
    if folder != assignment.folder and handed_out.is_file():
        return _read_text(handed_out)
    raise CalledWrongly(
        tr(
            "the stub of {task} is not here: {file} is missing from {folder}; take {own} again"
            " from what you were given",
            task=task.id,
            file=STUBS_FILE,
            folder=assignment.folder,
            own=task.file,
        )
    )


def _read_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def _replace(path: Path, content: bytes) -> Reset:
    """Write a file, after keeping what it was beside it."""
    kept_path = _free_name(path)
    if path.exists():
        write_whole(kept_path, path.read_bytes(), otherwise=CANNOT_KEEP)
    write_whole(path, content, otherwise=CANNOT_KEEP)
    return Reset(path.name, kept_path.name if kept_path.exists() else "")


def _free_name(path: Path) -> Path:
    """Return a name beside a file that is not taken: `mean.py.before-reset`, then `…-2`."""
    places = map(path.with_name, numbered_names(path.name + KEPT))
    return next(place for place in places if not place.exists())


def _with_cell_reset(path: Path, task: Task, stub: str) -> bytes | None:
    """Return the notebook with the task's cell as it was handed out.

    None where no cell is the task's alone, or nothing in it was changed, or it cannot be read.
    """
    try:
        notebook = json.loads(path.read_bytes())
        cells = [cell for cell in notebook["cells"] if _is_cell_of(cell, task)]
    except (ValueError, KeyError, TypeError):
        return None
    if len(cells) != 1 or _cell_source(cells[0]) == stub.strip("\n"):
        return None
    cells[0]["source"] = stub.strip("\n").splitlines(keepends=True)
    if cells[0].get("cell_type") == "code":
        cells[0] |= {"outputs": [], "execution_count": None}
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _is_cell_of(cell: Any, task: Task) -> bool:
    ours = cell.get("metadata", {}).get("tensorgrade", {})
    return isinstance(ours, dict) and ours.get("task") == task.id


def _cell_source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
