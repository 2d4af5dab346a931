"""`grade intake`: who handed in what, before anything runs."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from grader.cli.desk import need_assignment, need_course, open_existing_gradebook
from grader.cli.options import (
    PLACE,
    assignment_option,
    course_option,
    gradebook_option,
    json_option,
    roster_option,
)
from grader.cli.screen.telling import show_bytes
from grader.errors import EXIT_HELD, CalledWrongly
from grader.feedback.intake import Looked, TaskForm, intake_json, intake_text
from grader.gradebook.opening import GradebookPlace
from grader.intake.gathering import Gathered
from grader.model import Assignment
from grader.runs.looking import copies_of_reference, survey
from grader.runs.people.roll import find_roster, gather_class
from grader.sandbox.locking.levels import probe_locks


@click.command()
@click.argument("submissions", type=PLACE)
@assignment_option
@roster_option
@gradebook_option
@json_option
@course_option
def command(
    submissions: Path,
    assignment_id: str | None,
    roster_path: Path | None,
    gradebook_place: GradebookPlace | None,
    as_json: bool,
    course_path: Path | None,
) -> None:
    """Show who handed in what, before anything runs.

    Who was recognised in SUBMISSIONS, what was repaired, what is missing.

    Exit code 3 when something could not be read or nobody can say which attempt counts.
    """
    course = need_course(course_path)
    assignment = need_assignment(course, assignment_id)
    place = gradebook_place or course.gradebook
    if isinstance(gradebook_place, Path) and not gradebook_place.is_file():
        raise CalledWrongly(f"there is no gradebook at {place}; leave --gradebook out, or mend it")
    with open_existing_gradebook(place) as gradebook:
        roster = find_roster(roster_path, course, gradebook)
        gathered = gather_class(submissions, course, assignment, roster, gradebook=gradebook)
    contents = list(_look(gathered, assignment))
    if as_json:
        show_bytes(intake_json(gathered, contents, assignment, roster))
    else:
        for text in intake_text(gathered, contents, roster):
            click.echo(text)
    if any(each.problem or any(task.lost for task in each.tasks) for each in contents):
        sys.exit(EXIT_HELD)


def _look(gathered: Gathered, assignment: Assignment) -> Iterator[Looked]:
    """Yield what each submission holds; its sources are parsed in a student process."""
    surveys = survey(gathered.submissions, assignment, level=probe_locks().level)
    for handed_in, (_, tasks, problem) in zip(gathered.handed_in, surveys, strict=True):
        forms = tuple(
            TaskForm(id=each.task, form=each.form, file=each.name, notes=each.notes, lost=each.lost)
            for each in tasks
        )
        warnings = tuple(
            f"{name} is the reference's file, byte for byte; find out how it came there"
            for name in copies_of_reference(handed_in.submission, assignment)
        )
        lost = [form.lost for form in forms]
        all_lost = lost[0] if lost and all(lost) else None
        yield Looked(handed_in=handed_in, tasks=forms, problem=problem or all_lost, told=warnings)
