"""Refusing an assignment that has lost the checks that its points hang on."""

from collections.abc import Collection

from grader.errors import BadFile
from grader.language import tr
from grader.model import Assignment


def need_checks(assignment: Assignment, tasks: Collection[str] = ()) -> None:
    """See that each task that is to be judged, all or `tasks`, has its visible checks.

    Raises BadFile.
    """
    folder = assignment.folder / "checks"
    wanted_tasks = [task for task in assignment.coding_tasks if not tasks or task.id in tasks]
    for task in wanted_tasks:
        path = folder / f"test_{task.id}.py"
        if task.visible_points and not path.is_file():
            lost = path if folder.is_dir() else folder
            raise BadFile(
                lost,
                tr(
                    "it is not there, and {task} is checked by it; {next}",
                    task=task.id,
                    next=_next_step(assignment),
                ),
            )


def _next_step(assignment: Assignment) -> str:
    """Return what to do when checks are not there: a student and a teacher have other ways."""
    if assignment.solutions is None:
        return tr("take the folder checks/ from the release again, your own files can stay")
    return tr(
        "write it, or run `grade stubs {assignment}` where solutions/ has it",
        assignment=assignment.id,
    )
