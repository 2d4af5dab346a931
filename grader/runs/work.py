"""A student's own folder: found, read and checked, by commands and in a notebook."""

from collections.abc import Callable
from pathlib import Path

from grader.config import find_assignment_folder, load_assignment
from grader.errors import CalledWrongly
from grader.intake.reading import read_folder
from grader.language import tr
from grader.model import Assignment, Result, Submission
from grader.nouns import frozen
from grader.points import narrow_points

from .own.live_cells import with_live_cells
from .task_names import find_requested


@frozen
class Work:
    """An assignment as it was handed out, and the folder with the student's files."""

    assignment: Assignment
    folder: Path

    def submission(self, live: tuple[str, ...] = ()) -> Submission:
        """Return the files in the folder as a submission.

        `live` are the cells of a notebook that is open, as they were run.
        """
        files = read_folder(self.folder, self.assignment.folder.name, self.assignment.ceilings)
        return with_live_cells(files, self.assignment, live)


def find_work(path: Path) -> Work:
    """Return the work in a folder.  Raises CalledWrongly and BadFile."""
    start = path.resolve()
    folder = find_assignment_folder(start)
    if folder is None and (start / "checks").is_dir() and (start / "handout.md").is_file():
        raise CalledWrongly(
            tr(
                "assignment.toml is missing from {folder}; take it again from what you were given,"
                " your work stays as it is",
                folder=start,
            )
        )
    if folder is None:
        raise CalledWrongly(
            tr(
                "there is no assignment.toml in {folder} or above it; go to the folder of your"
                " assignment, or name it with --path",
                folder=start,
            )
        )
    return Work(load_assignment(folder), start if _is_own_folder(start, folder) else folder)


def check_work(
    work: Work,
    names: tuple[str, ...] = (),
    *,
    stop_first: bool = False,
    live: tuple[str, ...] = (),
    on_task: Callable[[str], None] | None = None,
) -> Result:
    """Return the result of the visible checks: all, or those with these names.

    Of a task that is judged in part, what is possible is what those checks give.  `live` are the
    cells of an open notebook, `on_task` is called with each task as it begins.  Raises
    CalledWrongly for a task or a check that is not there, and
    what the grader raises.
    """
    from .one import grade_one  # not needed where only the folder is looked for

    requested = find_requested(work.assignment, names)
    result = grade_one(
        work.submission(live),
        work.assignment,
        tasks=requested.tasks,
        checks=requested.checks,
        stop_first=stop_first,
        on_task=on_task,
    )
    return narrow_points(result, {check.partition("::")[0] for check in requested.checks})


def _is_own_folder(start: Path, folder: Path) -> bool:
    """Return whether the work lies in a folder of its own below the assignment's."""
    return start != folder and any(start.glob("*.py")) and start.name != "checks"
