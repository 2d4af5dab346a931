"""`grade record`: the reference's answers, recorded."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("name")
@click.option(
    "--course",
    "course_path",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder.",
)
def record(name: str, course_path: Path | None) -> None:
    """Record the reference's answers to the checks of assignment NAME.

    Each check is proved on the way: the reference passes it, nothing of the student's flows into
    the reference, no blind answer earns.
    """
    from grader.cli.show import made_files_current, need_course
    from grader.config import course_assignment
    from grader.runs.recording import record as record_assignment

    course = need_course(course_path)
    assignment = course_assignment(course, name)
    made_files_current(course, assignment)
    paths = record_assignment(assignment)
    for path in paths:
        click.echo(f"recorded  {path.relative_to(course.folder)}")
