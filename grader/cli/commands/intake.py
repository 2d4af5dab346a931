"""`grade intake`: who handed in what, before anything runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.gathering import roster_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.feedback.intake import Looked
    from grader.intake import Gathered
    from grader.model import Assignment


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--assignment", "assignment_id", help="Its id in the course.")
@roster_option
@click.option(
    "--gradebook",
    "gradebook_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="For extensions.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option(
    "--course",
    "course_path",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder.",
)
def intake(
    submissions: Path,
    assignment_id: str | None,
    roster_path: Path | None,
    gradebook_path: Path | None,
    as_json: bool,
    course_path: Path | None,
) -> None:
    """Show what SUBMISSIONS holds: who was recognised, what was repaired, what is missing.

    Nothing of it runs.

    Exit code 3 when something could not be read or nobody can say which attempt counts.
    """
    from grader.cli.gathering import find_roster, gathered
    from grader.cli.grading import open_gradebook
    from grader.cli.show import colour, need_assignment, need_course
    from grader.errors import EXIT_HELD
    from grader.feedback.intake import intake_json, intake_text

    course = need_course(course_path)
    assignment = need_assignment(course, assignment_id)
    roster = find_roster(roster_path, course)
    kept = gradebook_path or course.gradebook
    gradebook = open_gradebook(kept, new=False) if kept.is_file() or gradebook_path else None
    try:
        class_ = gathered(submissions, course, assignment, roster, gradebook)
    finally:
        if gradebook is not None:
            gradebook.close()
    looked = list(_looked(class_, assignment))
    if as_json:
        sys.stdout.buffer.write(intake_json(class_, looked, assignment, roster) + b"\n")
        sys.stdout.flush()
    else:
        for line in intake_text(class_, looked, roster, colour):
            click.echo(line)
    if any(each.problem for each in looked):
        sys.exit(EXIT_HELD)


def _looked(class_: Gathered, assignment: Assignment) -> Iterator[Looked]:
    """What each submission holds; its sources are parsed in a student process."""
    from grader.cli.gathering import copies_of_reference
    from grader.feedback.intake import Looked, TaskForm
    from grader.runs.surveying import survey
    from grader.sandbox.levels import possible

    surveys = survey(class_.submissions, assignment, level=possible().level)
    for handed_in, (_, tasks, problem) in zip(class_.handed_in, surveys, strict=True):
        forms = tuple(
            TaskForm(id=one.task, form=one.form, file=one.name, notes=one.notes) for one in tasks
        )
        copied = copies_of_reference(handed_in.submission, assignment)
        told = tuple(
            f"{name} is the reference's file, byte for byte; find out how it came there"
            for name in copied
        )
        yield Looked(handed_in=handed_in, tasks=forms, problem=problem, told=told)
