"""`grade one`: one submission, from the staff's side."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.model import Assignment


@click.command()
@click.argument("submission", type=click.Path(path_type=Path))
@click.option(
    "--assignment", "assignment_id", help="Its id in the course, or the folder of a released one."
)
@click.option(
    "--course",
    "course_path",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder.",
)
@click.option("--json", "as_json", is_flag=True, help="Print exactly one result object.")
@click.option(
    "--verbose", "-v", is_flag=True, help="Also show what passed, and what the code printed."
)
def one(
    submission: Path,
    assignment_id: str | None,
    course_path: Path | None,
    as_json: bool,
    verbose: bool,
) -> None:
    """Grade one SUBMISSION.

    A folder, a zip or tar, a notebook, a file, or a git clone (the commit before the deadline).

    In a course the hidden checks run too; without one only the visible ones, and the hidden points
    stay undecided.
    """
    from grader.cli.show import exit_code, say_versions, show_result
    from grader.intake import read_one
    from grader.policy import on_time_until
    from grader.runs.one import grade_one

    assignment = chosen_assignment(assignment_id, course_path)
    work = read_one(submission, assignment.ceilings, due=on_time_until(assignment.policy, None))
    result = grade_one(work, assignment)
    show_result(result, as_json=as_json, verbose=verbose)
    if not as_json:
        say_versions(assignment, result)
    sys.exit(exit_code(result))


def chosen_assignment(assignment_id: str | None, course_path: Path | None) -> Assignment:
    """The assignment with its hidden checks when a course is at hand, else as it was released.

    Raises CalledWrongly when there is neither.
    """
    from grader.cli.show import made_current, need_assignment, need_course
    from grader.config import ASSIGNMENT_FILE, find_assignment_folder, find_course, load_assignment
    from grader.errors import CalledWrongly

    if assignment_id is not None and (Path(assignment_id) / ASSIGNMENT_FILE).is_file():
        return load_assignment(Path(assignment_id))
    if course_path is not None or find_course(Path.cwd()) is not None:
        course = need_course(course_path)
        assignment = need_assignment(course, assignment_id)
        made_current(course, assignment)
        return assignment
    folder = find_assignment_folder(Path.cwd())
    if folder is None:
        raise CalledWrongly(
            "there is no course and no assignment.toml here; name the course with --course, or the"
            " folder of a released assignment with --assignment"
        )
    assignment = load_assignment(folder)
    if assignment_id not in (None, assignment.id):
        raise CalledWrongly(f"the assignment here is {assignment.id}, not {assignment_id}")
    return assignment
