"""`grade check`: a student's own checks, on her own machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("tasks", nargs=-1, metavar="[TASK]...")
@click.option("--path", type=click.Path(path_type=Path, file_okay=False), help="The folder with your files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option("--verbose", "-v", is_flag=True, help="Also show what passed, and what your code printed.")
@click.option("-x", "stop_first", is_flag=True, help="Stop at the first check that does not pass.")
def check(tasks: tuple[str, ...], path: Path | None, as_json: bool, verbose: bool, stop_first: bool) -> None:
    """Check your work: every task, or the TASKs you name.

    Looks for the nearest assignment.toml, upward from the current folder. Exit code 0: all passed; 1: a check failed.
    """
    from grader.cli.show import exit_code, known_tasks, said, say_versions, show_result
    from grader.config import find_assignment_folder, load_assignment
    from grader.errors import CalledWrongly
    from grader.intake import read_folder
    from grader.runs.one import grade_one

    start = (path or Path.cwd()).resolve()
    folder = find_assignment_folder(start)
    if folder is None:
        raise CalledWrongly(
            f"there is no assignment.toml in {start} or above it; go to the folder of your assignment, or name it with --path"
        )
    assignment = load_assignment(folder)
    known_tasks(assignment, tasks)
    submission = read_folder(start if _below(start, folder) else folder, folder.name, assignment.ceilings)
    result = grade_one(submission, assignment, tasks=tasks, stop_first=stop_first)
    show_result(result, as_json=as_json, verbose=verbose)
    if not as_json:
        say_versions(assignment, result)
        if result.level.value == "process" and verbose:
            said("level process: your code ran in a process of its own, with time and memory limits")
    sys.exit(exit_code(result))


def _below(start: Path, folder: Path) -> bool:
    """Whether the work lies in a folder of its own below the assignment's."""
    return start != folder and any(start.glob("*.py")) and start.name != "checks"
