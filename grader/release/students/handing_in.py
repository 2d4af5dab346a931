"""Submission zip that a student hands in.

The assignment's files, what they import, and what there is to warn of.
"""

import difflib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import field

from grader.config import file_digest, handed_out_digests
from grader.files.zips import Files
from grader.language import tr
from grader.model import Assignment, Result, TaskStatus
from grader.nouns import fields_of, mutable
from grader.points import points_text, status_words
from grader.sources.notebook_cells import read_notebook

from .own_files import Needs, files_below

FORMAT = 1
SUBMISSION_FILE = "submission.json"
CLAIM = (
    "What the student's own machine said. It is no grade: the checks run again after it is"
    " handed in."
)
_NEAR = 0.8  # of difflib's ratio: one letter in five may differ


@mutable
class Packed:
    """Files that go into the zip, by name, and the sentences to read before it is handed in."""

    files: Files = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def pack(assignment: Assignment, folder: Path) -> Packed:
    """Return what of a folder belongs to the assignment, and all that it needs."""
    packed = Packed()
    paths = files_below(folder)
    wanted_names = [*(task.file for task in assignment.tasks), assignment.notebook]
    for name in wanted_names:
        if name in paths:
            packed.files[name] = paths[name].read_bytes()
    _add_similar_names(
        packed, {name: path for name, path in paths.items() if "/" not in name}, wanted_names
    )
    _add_needed(packed, assignment, paths)
    _warn_of_notebooks(packed, handed_out_digests(assignment))
    _warn_of_editors(packed, folder)
    return packed


def submission_text(
    assignment: Assignment, files: Files, result: Result | None, why_not: str
) -> str:
    """Return `submission.json`: digests, versions, what the visible checks said here."""
    content = {
        "tensorgrade": "submission",
        "format": FORMAT,
        "assignment": assignment.id,
        "about": CLAIM,
        "files": {name: file_digest(content) for name, content in sorted(files.items())},
        **({"visible_checks": {"not_run": why_not}} if result is None else _claims(result)),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _claims(result: Result) -> dict[str, Any]:
    """Return the versions here, and what the visible checks of each task came to."""
    return {
        "versions": fields_of(result.versions),
        "visible_checks": {
            task.id: _points_words(task.status, task.earned, task.possible - task.undecided)
            for task in result.tasks
        },
    }


def missing_task_warnings(result: Result) -> list[str]:
    """Return a warning for each task that is not there, or still as it was handed out."""
    missing = [task.id for task in result.tasks if task.status is TaskStatus.NOT_SUBMITTED]
    unwritten = [task.id for task in result.tasks if task.unchanged]
    return [
        *(tr("{task} is missing: no file and no cell of it was found", task=id) for id in missing),
        *(tr("{name} is still as it was handed out", name=id) for id in unwritten),
    ]


def _points_words(status: TaskStatus, earned: Any, possible: Any) -> str:
    return (
        f"{points_text(earned)} of {points_text(possible)} points"
        if status is TaskStatus.GRADED
        else status_words(status)
    )


def _add_similar_names(packed: Packed, paths: dict[str, Path], wanted_names: list[str]) -> None:
    """Pack files whose names nearly match, where nothing has the right name.

    Each is named in any case.
    """
    for name, path in paths.items():
        meant_name = (
            None if name in wanted_names or name == "README.md" else _find_meant(name, wanted_names)
        )
        if meant_name is None:
            continue
        if meant_name in packed.files:
            packed.warnings.append(
                tr(
                    "{name} is left out, because {meant} is there too; if it is your work, rename"
                    " it to {meant}",
                    name=name,
                    meant=meant_name,
                )
            )
        else:
            packed.files[name] = path.read_bytes()
            packed.warnings.append(
                tr(
                    "{name} looks like {meant}; rename it to {meant}, so that nobody has to guess",
                    name=name,
                    meant=meant_name,
                )
            )


def _find_meant(name: str, wanted_names: list[str]) -> str | None:
    """Return the wanted name that a name nearly is, if any."""
    suffix = Path(name).suffix.lower()
    plain_names = [_plain_stem(want) for want in wanted_names]
    near_names = difflib.get_close_matches(_plain_stem(name), plain_names, n=1, cutoff=_NEAR)
    matches = (
        want
        for want in wanted_names
        if _plain_stem(want) in near_names and Path(want).suffix == suffix
    )
    return next(matches, None)


def _plain_stem(name: str) -> str:
    return Path(name).stem.lower().replace("-", "_").replace(" ", "_")


def _add_needed(packed: Packed, assignment: Assignment, paths: dict[str, Path]) -> None:
    """Pack the student's own modules, packages and data that the files need."""
    handed = set(handed_out_digests(assignment)) | set(assignment.files)
    course_files = handed - set(packed.files)
    own_paths = {name: path for name, path in paths.items() if name not in course_files}
    modules = {name.partition("/")[0].removesuffix(".py") for name in handed}
    needs = Needs(own_paths, modules.union(assignment.packages))
    needs.follow(sorted(packed.files))
    most = assignment.ceilings.file_mib
    for name in sorted(needs.files - set(packed.files)):
        if own_paths[name].stat().st_size > most << 20:
            packed.warnings.append(
                tr(
                    "{name} is left out: it is larger than the {most} MiB that are read; make it"
                    " smaller",
                    name=name,
                    most=most,
                )
            )
        else:
            packed.files[name] = own_paths[name].read_bytes()
    packed.warnings += dict.fromkeys(needs.missing)


def _warn_of_notebooks(packed: Packed, handed: dict[str, str]) -> None:
    """Warn of notebooks that are damaged, untouched, or have cells that were never run."""
    for name, content in packed.files.items():
        if not name.endswith(".ipynb"):
            continue
        problem = read_notebook(name, content).problem
        if handed.get(name) == file_digest(content):
            packed.warnings.append(
                tr(
                    "{name} is as it was handed out; if you worked in it, save it and pack again",
                    name=name,
                )
            )
        elif problem:
            packed.warnings.append(tr("{problem}; save it again", problem=problem))
        else:
            packed.warnings += _unrun_warnings(name, content)


def _unrun_warnings(name: str, content: bytes) -> Iterator[str]:
    cells = [cell for cell in json.loads(content)["cells"] if _is_work(cell)]
    unrun = sum(cell.get("execution_count") is None for cell in cells)
    if cells and unrun == len(cells):
        yield tr(
            "{name} was never run, or was saved without its results; run all its cells and save it",
            name=name,
        )
    elif unrun:
        yield tr(
            "{never} of {number} code cells of {name} were never run; run all and save it",
            never=unrun,
            number=len(cells),
            name=name,
        )


def _is_work(cell: Any) -> bool:
    """Return whether it is a code cell with something in it, not the one of the checks."""
    text = "".join(cell.get("source", "")) if isinstance(cell, dict) else ""
    return bool(text.strip()) and cell.get("cell_type") == "code" and "grader.check(" not in text


def _warn_of_editors(packed: Packed, folder: Path) -> None:
    """Warn of files that are not saved or still open.

    Emacs leaves `.#name` and `#name#` beside them, Vim `.name.swp`.
    """
    for name in list(packed.files):
        if any(
            (folder / left).is_symlink() or (folder / left).exists()
            for left in (f".#{name}", f"#{name}#", f".{name}.swp")
        ):
            packed.warnings.append(
                tr(
                    "{name} is open in an editor and may not be saved; save it and pack again",
                    name=name,
                )
            )
