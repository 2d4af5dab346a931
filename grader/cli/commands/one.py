"""`grade one`: one submission, from the staff's side."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli.desk import find_assignment
from grader.cli.options import course_option, json_option, verbose_option
from grader.cli.show import show_result, tell_versions
from grader.intake import read_one
from grader.policy import on_time_until
from grader.runs.one import grade_one
from grader.runs.verdict import exit_code


@click.command()
@click.argument("submission", type=click.Path(path_type=Path))
@click.option(
    "--assignment", "assignment_id", help="Its id in the course, or the folder of a released one."
)
@course_option
@json_option
@verbose_option
def command(
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
    assignment = find_assignment(assignment_id, course_path)
    due = on_time_until(assignment.policy, None)
    result = grade_one(read_one(submission, assignment.ceilings, due=due), assignment)
    show_result(result, as_json=as_json, verbose=verbose)
    if not as_json:
        tell_versions(assignment, result)
    sys.exit(exit_code(result))
