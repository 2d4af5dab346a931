"""A student's own folder.

Found, read and checked, by the command, by a notebook and by what packs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.show import known_tasks
from grader.config import find_assignment_folder, load_assignment
from grader.errors import CalledWrongly

if TYPE_CHECKING:
    from grader.model import Assignment, Result


@dataclass(frozen=True, slots=True)
class Work:
    """An assignment as it was handed out, and the folder with the student's files."""

    assignment: Assignment
    folder: Path


def find_work(path: Path | None) -> Work:
    """The work in a folder, or in the current one.  Raises CalledWrongly and BadFile."""
    start = (path or Path.cwd()).resolve()
    folder = find_assignment_folder(start)
    if folder is None:
        raise CalledWrongly(
            f"there is no assignment.toml in {start} or above it; go to the folder of your"
            " assignment, or name it with --path"
        )
    return Work(load_assignment(folder), start if _below(start, folder) else folder)


def check_work(work: Work, tasks: tuple[str, ...] = (), *, stop_first: bool = False) -> Result:
    """The result of the visible checks.

    Raises CalledWrongly for a task that is not there, and what the grader raises.
    """
    from grader.intake import read_folder
    from grader.runs.one import grade_one

    known_tasks(work.assignment, tasks)
    submission = read_folder(work.folder, work.assignment.folder.name, work.assignment.ceilings)
    return grade_one(submission, work.assignment, tasks=tasks, stop_first=stop_first)


def _below(start: Path, folder: Path) -> bool:
    """Whether the work lies in a folder of its own below the assignment's."""
    return start != folder and any(start.glob("*.py")) and start.name != "checks"
