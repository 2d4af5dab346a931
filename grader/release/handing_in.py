"""The submission zip that a student hands in.

The assignment's files, what they import, and what there is to warn of.
"""

from __future__ import annotations

import ast
import difflib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.config import handed_out
from grader.model import Assignment, Result, TaskStatus
from grader.points import written
from grader.release.making import digest
from grader.release.notebook import notebook_name
from grader.sources.notebook_cells import read_notebook
from grader.sources.text import Source, read_source

FORMAT = 1
SUBMISSION_FILE = "submission.json"
CLAIM = (
    "What the student's own machine said. It is no grade: the checks run again after it is"
    " handed in."
)
_NEAR = 0.8  # of difflib's ratio: one letter in five may differ


@dataclass(slots=True)
class Gathered:
    """The files that go into the zip, by name, and the sentences that the student should read
    first.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def gather(assignment: Assignment, folder: Path) -> Gathered:
    """What of a folder belongs to the assignment."""
    found = Gathered()
    there = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    notebook = notebook_name(assignment)
    wanted = [task.file for task in assignment.tasks]
    for name in (*wanted, notebook):
        if name in there:
            found.files[name] = there[name].read_bytes()
    _add_near(found, there, [*wanted, notebook])
    _add_imported(found, there)
    _warn_of_notebooks(found, handed_out(assignment))
    _warn_of_editors(found, folder)
    return found


def submission_text(
    assignment: Assignment, files: dict[str, bytes], result: Result | None, why_not: str
) -> str:
    """`submission.json`: digests, versions, and what the visible checks said here."""
    said: dict[str, Any] = {
        "tensorgrade": "submission",
        "format": FORMAT,
        "assignment": assignment.id,
        "about": CLAIM,
    }
    said["files"] = {name: digest(content) for name, content in sorted(files.items())}
    if result is None:
        said["visible_checks"] = {"not_run": why_not}
    else:
        versions = result.versions
        said["versions"] = {
            "grader": versions.grader,
            "python": versions.python,
            "numpy": versions.numpy,
        }
        said["versions"]["torch"] = versions.torch
        said["visible_checks"] = {
            task.id: _said_of(task.status, task.earned, task.possible - task.undecided)
            for task in result.tasks
        }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def missing_tasks(result: Result) -> list[str]:
    """A warning for each task that is not there, or still as it was handed out."""
    unwritten = [task.id for task in result.tasks if task.unchanged]
    return [
        *(
            f"{task.id} is missing: no file and no cell of it was found"
            for task in result.tasks
            if task.status is TaskStatus.NOT_SUBMITTED
        ),
        *(f"{name} is still as it was handed out" for name in unwritten),
    ]


def _said_of(status: TaskStatus, earned: Any, possible: Any) -> str:
    return (
        f"{written(earned)} of {written(possible)} points"
        if status is TaskStatus.GRADED
        else status.value.replace("_", " ")
    )


def _add_near(found: Gathered, there: dict[str, Path], wanted: list[str]) -> None:
    """Files whose names nearly match: packed where nothing has the right name, named in any case."""
    for name, path in there.items():
        if (
            name in wanted
            or path.suffix.lower() not in {Path(want).suffix for want in wanted}
            or name == "README.md"
        ):
            continue
        near = difflib.get_close_matches(
            _plain(name), [_plain(want) for want in wanted], n=1, cutoff=_NEAR
        )
        want = next(
            (
                want
                for want in wanted
                if near and _plain(want) == near[0] and Path(want).suffix == path.suffix.lower()
            ),
            None,
        )
        if want is None:
            continue
        if want in found.files:
            found.warnings.append(
                f"{name} is left out, because {want} is there too; if it is your work, rename it to"
                f" {want}"
            )
        else:
            found.files[name] = path.read_bytes()
            found.warnings.append(
                f"{name} looks like {want}; rename it to {want}, so that nobody has to guess"
            )


def _plain(name: str) -> str:
    return Path(name).stem.lower().replace("-", "_").replace(" ", "_")


def _add_imported(found: Gathered, there: dict[str, Path]) -> None:
    """Modules of the student's own that the files import, and those that these import."""
    waiting = [name for name in found.files if name.endswith((".py", ".ipynb"))]
    while waiting:
        for module in _imports(waiting[-1], found.files[waiting.pop()]):
            name = f"{module}.py"
            if name in there and name not in found.files:
                found.files[name] = there[name].read_bytes()
                waiting.append(name)


def _imports(name: str, content: bytes) -> set[str]:
    """Top names of the modules that a file or a notebook imports.

    None of what cannot be read as Python.
    """
    if name.endswith(".ipynb"):
        notebook = read_notebook(name, content)
        sources = [Source(name, cell.text) for cell in notebook.cells if cell.is_code]
    else:
        sources = [read_source(name, content)]
    modules: set[str] = set()
    statements = [statement for source in sources for statement in source.statements]
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module.partition(".")[0])
    return modules


def _warn_of_notebooks(found: Gathered, handed: dict[str, str]) -> None:
    """Notebooks that are damaged, untouched, or have cells that were never run."""
    for name in [name for name in found.files if name.endswith(".ipynb")]:
        content = found.files[name]
        if handed.get(name) == digest(content):
            found.warnings.append(
                f"{name} is as it was handed out; if you worked in it, save it and pack again"
            )
            continue
        problem = read_notebook(name, content).problem
        if problem:
            found.warnings.append(f"{problem}; save it again")
            continue
        cells = [cell for cell in json.loads(content)["cells"] if _is_work(cell)]
        never = sum(cell.get("execution_count") is None for cell in cells)
        if cells and never == len(cells):
            found.warnings.append(
                f"{name} was never run, or was saved without its results; run all its cells and"
                " save it"
            )
        elif never:
            found.warnings.append(
                f"{never} of {len(cells)} code cells of {name} were never run; run all and save it"
            )


def _is_work(cell: Any) -> bool:
    """A code cell with something in it; the one that runs the checks does not count."""
    text = "".join(cell.get("source", "")) if isinstance(cell, dict) else ""
    return bool(text.strip()) and cell.get("cell_type") == "code" and "grader.check(" not in text


def _warn_of_editors(found: Gathered, folder: Path) -> None:
    """What Emacs (`.#name`, `#name#`) and Vim (`.name.swp`) leave beside a file that is not saved
    or still open.
    """
    for name in list(found.files):
        if any(
            (folder / left).is_symlink() or (folder / left).exists()
            for left in (f".#{name}", f"#{name}#", f".{name}.swp")
        ):
            found.warnings.append(
                f"{name} is open in an editor and may not be saved; save it and pack again"
            )
