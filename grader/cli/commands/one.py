"""`grade one`: one submission, from the staff's side."""

import sys
from pathlib import Path

import click

from grader.cli.desk import find_assignment, need_course, open_existing_gradebook
from grader.cli.options import (
    PLACE,
    any_assignment_option,
    course_option,
    json_option,
    verbose_option,
)
from grader.cli.screen.show import show_result, tell_versions
from grader.intake.gathering import read_one
from grader.model import Assignment, Submission
from grader.policy import deadline_with_grace
from grader.runs.one import grade_one
from grader.runs.people.roll import find_in_class, find_roster
from grader.runs.verdict import exit_code


@click.command()
@click.argument("submission", type=PLACE)
@any_assignment_option
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

    In a folder of submissions it may be a student's id or name. In a course the hidden checks run
    too; without one only the visible ones, and the hidden points stay undecided.
    """
    assignment = find_assignment(assignment_id, course_path)
    result = grade_one(_read_submission(submission, assignment, course_path), assignment)
    show_result(result, as_json=as_json, verbose=verbose)
    if not as_json:
        tell_versions(assignment, result)
    sys.exit(exit_code(result))


def _read_submission(path: Path, assignment: Assignment, course_path: Path | None) -> Submission:
    """Return the submission at a path, or of a student in the folder that the path is in."""
    if not path.exists() and assignment.solutions is not None:
        course = need_course(course_path)
        with open_existing_gradebook(course.gradebook) as gradebook:
            roster = find_roster(None, course, gradebook)
            submission = find_in_class(path, course, assignment, roster, gradebook)
        if submission is not None:
            return submission
    due = deadline_with_grace(assignment.policy, None)
    return read_one(path, assignment.ceilings, due=due)
